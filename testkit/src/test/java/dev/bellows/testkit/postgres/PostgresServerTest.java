package dev.bellows.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PostgresServerTest {
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void starts_restarts_after_a_crash_and_leaves_nothing(PostgresVersion version) throws SQLException {
        var begin = System.nanoTime();
        var server = PostgresServer.start(version, Map.of("work_mem", "7MB"));
        var started = System.nanoTime();
        Path folder;
        try (server) {
            try (var connection = server.superuserConnection()) {
                assertThat(text(connection, "SHOW server_version")).startsWith(Integer.toString(version.major()));
                assertThat(text(connection, "SHOW work_mem")).isEqualTo("7MB");
                assertThat(text(connection, "SHOW synchronous_commit")).isEqualTo("on");
                folder = Path.of(text(connection, "SHOW data_directory")).getParent();
            }
            var port = server.port();
            var beforeCreate = System.nanoTime();
            var database = server.createDatabase();
            var created = System.nanoTime();
            database.execute("CREATE TABLE kept (id int); INSERT INTO kept VALUES (42)");
            try (var open = database.connection()) {
                var beforeRestart = System.nanoTime();
                server.restart();
                System.out.printf(
                        "%s: start %d ms, createDatabase %d ms, crash restart %d ms%n",
                        version,
                        ms(started - begin),
                        ms(created - beforeCreate),
                        ms(System.nanoTime() - beforeRestart));
                assertThatThrownBy(() -> text(open, "SELECT 1")).isInstanceOf(SQLException.class);
            }
            assertThat(server.logTail()).contains("automatic recovery");
            server.restart(StopMode.FAST);
            assertThat(server.port()).isEqualTo(port);
            try (var connection = database.connection()) {
                assertThat(text(connection, "SELECT id FROM kept")).isEqualTo("42");
            }
            database.drop();
        }
        assertThat(server.running()).isFalse();
        assertThat(Files.exists(folder)).isFalse();
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

    @Test
    void a_version_without_binaries_says_how_to_get_them() {
        assertThat(PostgresVersion.availableHere()).contains(PostgresVersion.V14, PostgresVersion.V18);
        for (var version : PostgresVersion.values()) {
            if (!version.available()) {
                assertThatThrownBy(() -> PostgresServer.start(version))
                        .hasMessageContaining(version.toString())
                        .hasMessageContaining("-Pall-servers");
            }
        }
    }

    @Test
    void a_wrong_setting_fails_with_the_log() {
        assertThatThrownBy(() -> PostgresServer.start(PostgresVersion.V18, Map.of("work_mem", "a lot")))
                .hasMessageContaining("invalid value for parameter");
    }
}
