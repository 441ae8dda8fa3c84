package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.migration.MigrationFile;
import dev.bellows.run.Outcome;
import dev.bellows.testkit.kill.Commands;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A BIT(1), as many applications keep what is true or false, has another name in a copy with room for one bit more. */
final class MysqlBitTest {
    private static final MigrationFile FILE =
            MigrationFile.named("V1__flag.sql", "ALTER TABLE t RENAME COLUMN f TO flag;");

    @ParameterizedTest
    @MethodSource(WithBellows.VERSIONS)
    void both_versions_write_it_in_every_phase(MysqlVersion version) throws Exception {
        try (var target = WithBellows.on(
                version,
                "CREATE TABLE t (id int PRIMARY KEY, f bit(1))",
                "INSERT INTO t (id, f) VALUES (1, b'1'), (2, b'0'), (3, NULL)")) {
            everyPhase(target.database(), target.bellows());
        }
    }

    private static void everyPhase(MysqlDatabase database, Bellows bellows) throws SQLException {
        give(bellows, Commands.EXPAND);
        database.execute(
                "UPDATE t SET flag = NULL WHERE id = 1",
                "INSERT INTO t (id, flag) VALUES (4, b'1')",
                "INSERT INTO t (id, f) VALUES (5, b'0')",
                "UPDATE t SET f = b'1' WHERE id = 2");
        give(bellows, Commands.MIGRATE);
        var written = List.of(
                List.of("1", "-", "-"),
                List.of("2", "1", "1"),
                List.of("3", "-", "-"),
                List.of("4", "1", "1"),
                List.of("5", "0", "0"));
        assertThat(both(database)).isEqualTo(written);
        give(bellows, Commands.CONTRACT);
        assertThat(both(database)).isEqualTo(written);
        database.execute("UPDATE t SET flag = b'0' WHERE id = 4", "INSERT INTO t (id, f) VALUES (6, b'1')");
        give(bellows, Commands.ROLLBACK_TO_START);
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR)) {
            assertThat(Rows.of(connection, "SELECT group_concat(coalesce(f + 0, '-') ORDER BY id) FROM t"))
                    .isEqualTo(List.of(List.of("-,1,-,0,0,1")));
        }
    }

    private static void give(Bellows bellows, Commands command) {
        assertThat(command.give(bellows, FILE)).as(command.name()).isInstanceOf(Outcome.Done.class);
    }

    private static List<List<String>> both(MysqlDatabase database) throws SQLException {
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR)) {
            return Rows.of(connection, "SELECT id, coalesce(f + 0, '-'), coalesce(flag + 0, '-') FROM t ORDER BY id");
        }
    }
}
