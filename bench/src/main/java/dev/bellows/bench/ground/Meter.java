package dev.bellows.bench.ground;

import static java.util.stream.Collectors.toMap;

import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads how far a server has come: its log, and the time that its processes have spent on a core. Others on the machine
 * disturb the clock, but hardly the latter.
 *
 * @param postmaster the parent of all processes of the server
 */
public record Meter(Connection connection, ProcessHandle postmaster) implements AutoCloseable {

    /**
     * What a meter shows at a moment.
     *
     * @param processor the time of each process that is there, by its id; zero where the system does not tell it
     */
    public record Reading(long walBytes, Map<Long, Duration> processor) {
        public static final Reading ZERO = new Reading(0, Map.of());

        public Reading {
            processor = Map.copyOf(processor);
        }

        /** Of those that are there still: who has ended meanwhile, such as a worker of autovacuum, is left out. */
        public Duration processorSince(Reading earlier) {
            return processor.entrySet().stream()
                    .map(now -> now.getValue().minus(earlier.processor.getOrDefault(now.getKey(), Duration.ZERO)))
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    public static Meter of(PostgresDatabase database) throws SQLException {
        var postmaster = database.server().process().orElseThrow();
        return new Meter(database.connection(), postmaster);
    }

    public Reading read() throws SQLException {
        var processor = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .collect(toMap(ProcessHandle::pid, Meter::processor, Duration::plus));
        var wal = Long.parseLong(Sql.one(connection, "SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint"));
        return new Reading(wal, processor);
    }

    private static Duration processor(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
