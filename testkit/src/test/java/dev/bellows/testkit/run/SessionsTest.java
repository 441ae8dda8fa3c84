package dev.bellows.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server itself ends what we were doing when we die. Version 13 has no such setting. */
final class SessionsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG_STATEMENT = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_statement_of_ours_does_not_outlive_us(PostgresVersion version) throws Exception {
        var target = Target.with(version, 0);
        var others = target.database().connection("postgres");
        var ours = target.sessions().open();
        var orphan = abandoned(target, ours);
        var control = abandoned(target, others);
        var deadline = System.nanoTime() + SOON.toNanos();
        while (runs(target, orphan) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(runs(target, orphan))
                .as("a backend of ours whose client is gone")
                .isFalse();
        assertThat(runs(target, control))
                .as("another's backend whose client is gone")
                .isTrue();
        target.one("SELECT pg_terminate_backend(%s)".formatted(control));
    }

    /** The backend of a connection that was cut off in the middle of a long statement. */
    private static String abandoned(Target target, Connection connection) throws Exception {
        String pid;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            pid = rows.getString(1);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("SELECT pg_sleep(%d)".formatted(LONG_STATEMENT.toSeconds()));
                } catch (SQLException _) {
                    // cut off, as it should be
                }
            });
            while (!runs(target, pid)) {
                Thread.onSpinWait();
            }
            connection.abort(Runnable::run);
        }
        return pid;
    }

    private static boolean runs(Target target, String pid) throws SQLException {
        return target.one(
                        "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND query LIKE '%%pg_sleep%%' AND state = 'active'"
                                .formatted(pid))
                .equals("1");
    }
}
