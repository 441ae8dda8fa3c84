package dev.bellows.testkit.mysql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.dialect.Fault;
import dev.bellows.migration.MigrationId;
import dev.bellows.mysql.session.MysqlFaults;
import dev.bellows.mysql.session.MysqlSessions;
import dev.bellows.mysql.store.MysqlStore;
import dev.bellows.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A database with a table to migrate, and the role that does it, with the rights that the manual asks for. */
record Migrating(MysqlDatabase database) implements AutoCloseable {
    static final String VERSIONS = "dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild";
    static final MigrationId ID = new MigrationId("V1__full");

    /** Rows 1 to 10 of {@code users}. */
    static Migrating on(MysqlVersion version) throws SQLException {
        assumeTrue(version.available(), () -> version + " is not here");
        return on(SharedMysqlServers.of(version));
    }

    static Migrating on(MysqlServer server) throws SQLException {
        var database = server.createDatabase();
        var owner = MysqlUser.OWNER.account(database.name());
        database.execute(
                "GRANT ALL ON bellows_%s.* TO %s@'%%'".formatted(database.name(), owner),
                "GRANT PROCESS ON *.* TO %s@'%%'".formatted(owner),
                "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) CHARACTER SET utf8mb4)",
                "INSERT INTO users VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e')");
        return new Migrating(database);
    }

    TableName users() {
        return new TableName(database.name(), "users");
    }

    MysqlSessions sessions() {
        return new MysqlSessions(() -> database.connect(MysqlUser.OWNER));
    }

    MysqlStore store() {
        return new MysqlStore(database.name());
    }

    /** The first column of the only row. */
    static String one(Connection connection, String sql) throws SQLException {
        return Rows.of(connection, sql).getFirst().getFirst();
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What a statement fails with. */
    static Fault fault(Connection connection, String sql) {
        try {
            run(connection, sql);
            throw new AssertionError("did not fail: " + sql);
        } catch (SQLException e) {
            return new MysqlFaults().classify(e);
        }
    }

    /** Waits until a query gives this. */
    static void until(Connection connection, String expected, String query) throws SQLException {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!expected.equals(one(connection, query))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not %s: %s".formatted(expected, query));
            }
            Thread.onSpinWait();
        }
    }

    static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() throws SQLException {
        database.execute("DROP DATABASE IF EXISTS bellows_" + database.name());
        database.drop();
    }
}
