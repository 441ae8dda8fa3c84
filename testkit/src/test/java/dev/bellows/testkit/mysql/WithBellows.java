package dev.bellows.testkit.mysql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.Bellows;
import dev.bellows.testkit.scenario.mysql.MysqlBellows;
import dev.bellows.testkit.scenario.mysql.MysqlPermissions;
import java.sql.SQLException;

/** A database of its own, and Bellows on it, as the account of the manual. */
record WithBellows(MysqlDatabase database, Bellows bellows) implements AutoCloseable {
    static final String VERSIONS = "dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild";

    static WithBellows on(MysqlVersion version, String... statements) throws SQLException {
        assumeTrue(version.available(), () -> version + " is not here");
        var database = SharedMysqlServers.of(version).createDatabase();
        MysqlPermissions.grant(database);
        database.execute(statements);
        var url = database.server().url(database.name(), MysqlPermissions.BELLOWS);
        return new WithBellows(database, MysqlBellows.at(url, database.name(), update -> {}));
    }

    @Override
    public void close() throws SQLException {
        database.drop();
        database.server().execute("DROP DATABASE IF EXISTS bellows_" + database.name());
    }
}
