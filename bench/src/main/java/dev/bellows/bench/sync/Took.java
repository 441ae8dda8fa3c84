package dev.bellows.bench.sync;

import dev.bellows.bench.ground.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a statement took.
 *
 * @param seconds on the clock
 * @param cpuSeconds of the server's process for the session: others on the machine and its disk do not disturb it; zero
 *     where the system does not tell
 */
public record Took(double seconds, double cpuSeconds) {
    /** Runs it in a session that does nothing else. */
    static Took by(Connection connection, String sql, long rows) throws SQLException {
        var process = ProcessHandle.of(Long.parseLong(Sql.one(connection, "SELECT pg_backend_pid()")))
                .orElseThrow();
        try (var statement = connection.createStatement()) {
            var cpuBefore = cpu(process);
            var begun = System.nanoTime();
            var written = statement.executeLargeUpdate(sql);
            var nanos = System.nanoTime() - begun;
            var cpu = cpu(process).minus(cpuBefore);
            if (written != rows) {
                throw new IllegalStateException("%d rows written instead of %d by %s".formatted(written, rows, sql));
            }
            return new Took(nanos / 1e9, cpu.toNanos() / 1e9);
        }
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
