package dev.bellows.bench.ground;

import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Reads how far a server has come: its log, and the time that its processes have spent on a core. Others on the machine
 * disturb the clock, but hardly the latter.
 *
 * @param postmaster the parent of all processes of the server
 */
public record Meter(Connection connection, ProcessHandle postmaster) implements AutoCloseable {

    /** What a meter shows at a moment; the processor's time is zero where the system does not tell it. */
    public record Reading(long walBytes, Duration processor) {}

    public static Meter of(PostgresDatabase database) throws SQLException {
        var postmaster = database.server().process().orElseThrow();
        return new Meter(database.connection(), postmaster);
    }

    /** Who has ended since an earlier reading is missing, such as a worker of autovacuum. */
    public Reading read() throws SQLException {
        var processor = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        var wal = Long.parseLong(Sql.one(connection, "SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint"));
        return new Reading(wal, processor);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
