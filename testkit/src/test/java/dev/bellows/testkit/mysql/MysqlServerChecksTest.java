package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that no migration can run on as they are. */
final class MysqlServerChecksTest {
    private static final String FILE = "ALTER TABLE t ADD COLUMN n int";

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void everything_is_told_at_once(MysqlVersion version) throws SQLException {
        MysqlServerTest.assumeHere(version);
        try (var server = MysqlServer.start(version, Map.of("binlog-format", "STATEMENT"))) {
            var on = new CatalogFixture(server.createDatabase());
            on.database().execute("CREATE TABLE t (id int PRIMARY KEY)");
            assertThat(CatalogFixture.codes(on.read(FILE))).containsExactly("binlog-format");
            server.execute("SET GLOBAL binlog_format = MIXED");
            assertThat(CatalogFixture.codes(on.read(FILE))).isEmpty();
            server.execute("SET GLOBAL read_only = ON");
            assertThat(CatalogFixture.codes(on.read(MysqlUser.OWNER, FILE))).contains("read-only");
            server.execute("SET GLOBAL read_only = OFF", "SET GLOBAL log_bin_trust_function_creators = ON");
            assertThat(CatalogFixture.codes(on.read(MysqlUser.OWNER, FILE))).containsExactly("missing-privilege");
            server.execute("GRANT ALL ON `bellows_%1$s`.* TO %2$s@'%%'"
                    .formatted(
                            on.database().name(),
                            MysqlUser.OWNER.account(on.database().name())));
            assertThat(CatalogFixture.codes(on.read(MysqlUser.OWNER, FILE))).isEmpty();
        }
    }

    /** MySQL has to be initialised that way, MariaDB only started. */
    @Test
    void a_server_that_folds_names_has_them_in_one_spelling() throws SQLException {
        MysqlServerTest.assumeHere(MysqlVersion.MARIADB_11_4);
        try (var server = MysqlServer.start(MysqlVersion.MARIADB_11_4, Map.of("lower-case-table-names", "1"))) {
            var on = new CatalogFixture(server.createDatabase());
            on.database().execute("CREATE TABLE T (id int PRIMARY KEY)");
            assertThat(CatalogFixture.codes(on.read(FILE))).isEmpty();
            var reading = on.read("ALTER TABLE T ADD COLUMN n int");
            assertThat(CatalogFixture.codes(reading)).containsExactly("table-case");
            assertThat(reading.problems().getFirst().remedy())
                    .isEqualTo("Write %s.t.".formatted(on.database().name()));
        }
    }
}
