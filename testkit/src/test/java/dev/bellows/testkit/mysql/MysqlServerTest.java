package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MysqlServerTest {
    private static final String VERSIONS = "dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild";

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void starts_restarts_after_a_crash_and_leaves_nothing(MysqlVersion version) throws SQLException {
        assumeHere(version);
        var begin = System.nanoTime();
        var server = MysqlServer.start(version, Map.of("max_connections", "77"));
        var started = System.nanoTime();
        Path folder;
        try (server) {
            assertThat(server.number()).isBetween(version.series(), version.series() + 99);
            try (var connection = server.connection()) {
                assertThat(text(connection, "SELECT @@max_connections")).isEqualTo("77");
                assertThat(text(connection, "SELECT @@binlog_format")).isEqualTo("ROW");
                assertThat(text(connection, "SELECT @@character_set_server")).isEqualTo("utf8mb4");
                assertThat(text(connection, "SELECT @@event_scheduler")).isEqualTo("ON");
                folder = Path.of(text(connection, "SELECT @@datadir")).getParent();
            }
            var port = server.port();
            var beforeCreate = System.nanoTime();
            var database = server.createDatabase();
            var created = System.nanoTime();
            database.execute("CREATE TABLE kept (id int PRIMARY KEY)", "INSERT INTO kept VALUES (42)");
            try (var open = database.connect(MysqlUser.APP)) {
                var beforeRestart = System.nanoTime();
                server.restart(MysqlStop.KILL);
                System.out.printf(
                        "%s (%d): start %d ms, createDatabase %d ms, crash restart %d ms%n",
                        version,
                        server.number(),
                        ms(started - begin),
                        ms(created - beforeCreate),
                        ms(System.nanoTime() - beforeRestart));
                assertThatThrownBy(() -> text(open, "SELECT 1")).isInstanceOf(SQLException.class);
            }
            assertThat(server.port()).isEqualTo(port);
            assertThat(rows(database)).isEqualTo("42");
            server.restart(MysqlStop.SHUTDOWN);
            assertThat(server.port()).isEqualTo(port);
            assertThat(rows(database)).isEqualTo("42");
            database.drop();
        }
        assertThat(server.running()).isFalse();
        assertThat(folder).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void each_user_has_its_rights_and_no_more(MysqlVersion version) throws SQLException {
        var database = database(version);
        database.executeAs(
                MysqlUser.OWNER,
                "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, name varchar(20))",
                "ALTER TABLE t ADD COLUMN age int",
                "CREATE VIEW v AS SELECT id FROM t");
        database.executeAs(
                MysqlUser.APP,
                "INSERT INTO t (name) VALUES ('a')",
                "UPDATE t SET age = 3",
                "SELECT * FROM v",
                "DELETE FROM t");
        for (var forbidden : List.of("ALTER TABLE t ADD COLUMN more int", "DROP TABLE t", "CREATE TABLE u (id int)")) {
            assertThatThrownBy(() -> database.executeAs(MysqlUser.APP, forbidden))
                    .hasMessageContaining("denied");
        }
        for (var forbidden : List.of("CREATE USER x", "SET GLOBAL max_connections = 10", "CREATE DATABASE other")) {
            assertThatThrownBy(() -> database.executeAs(MysqlUser.OWNER, forbidden))
                    .hasMessageContaining("denied");
        }
        database.execute("CREATE USER IF NOT EXISTS everything", "DROP USER everything");
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void two_databases_do_not_see_each_other(MysqlVersion version) throws SQLException {
        var one = database(version);
        var other = database(version);
        one.execute("CREATE TABLE t (id int)");
        assertThatThrownBy(() -> other.execute("SELECT * FROM t")).hasMessageContaining("exist");
        assertThatThrownBy(() -> other.executeAs(MysqlUser.OWNER, "SELECT * FROM %s.t".formatted(one.name())))
                .hasMessageContaining("denied");
        try (var connection = other.connect(MysqlUser.OWNER)) {
            assertThat(text(
                            connection,
                            "SELECT count(*) FROM information_schema.schemata WHERE schema_name = '%s'"
                                    .formatted(one.name())))
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void loads_files_of_both_sides(MysqlVersion version, @TempDir Path folder) throws SQLException, IOException {
        var database = database(version);
        var file = Files.writeString(folder.resolve("rows.csv"), "1\n2\n");
        database.execute(
                "CREATE TABLE kept (id int PRIMARY KEY)",
                "LOAD DATA INFILE '%s' INTO TABLE kept".formatted(file),
                "DELETE FROM kept WHERE id = 1",
                "LOAD DATA LOCAL INFILE '%s' IGNORE INTO TABLE kept".formatted(file));
        try (var connection = database.connect(MysqlUser.APP)) {
            assertThat(text(connection, "SELECT sum(id) FROM kept")).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void a_wrong_option_fails_with_the_log(MysqlVersion version) {
        assumeHere(version);
        assertThatThrownBy(() -> MysqlServer.start(version, Map.of("no-such-option", "1")))
                .hasMessageContaining("no-such-option");
    }

    @Test
    void durable_options_are_taken() throws SQLException {
        assumeHere(MysqlVersion.MARIADB_11_4);
        try (var server = MysqlServer.start(MysqlVersion.MARIADB_11_4, MysqlServer.DURABLE);
                var connection = server.connection()) {
            assertThat(text(connection, "SELECT concat(@@sync_binlog, @@innodb_flush_log_at_trx_commit)"))
                    .isEqualTo("11");
        }
    }

    @Test
    void names_its_series() {
        assertThat(MysqlVersion.values())
                .extracting(MysqlVersion::toString)
                .containsExactly("MySQL 8.0", "MySQL 9.7", "MariaDB 10.11", "MariaDB 11.4", "MariaDB 11.8");
    }

    private static MysqlDatabase database(MysqlVersion version) throws SQLException {
        assumeHere(version);
        return SharedMysqlServers.of(version).createDatabase();
    }

    static void assumeHere(MysqlVersion version) {
        assumeTrue(version.available(), () -> version + " is not here");
    }

    private static String rows(MysqlDatabase database) throws SQLException {
        try (var connection = database.connect(MysqlUser.APP)) {
            return text(connection, "SELECT id FROM kept");
        }
    }

    private static long ms(long nanos) {
        return nanos / 1_000_000;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
