package dev.bellows.postgres.store;

import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunEventJson;
import dev.bellows.json.Json;
import dev.bellows.migration.MigrationId;
import dev.bellows.store.Sql;
import dev.bellows.store.Store.Entry;
import dev.bellows.store.Store.SavedRun;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Saved runs and their journal. */
final class Runs {
    /** Ages count from the events after the last saved plan; a contract that was rolled back does not count. */
    private static final String SELECT = """
            SELECT r.migration, r.checksum, r.file, r.plan,
                extract(epoch FROM clock_timestamp() - (
                    SELECT min(at) FROM bellows.journal j WHERE j.migration = r.migration
                    AND j.event->>'type' IN ('StepStarted', 'PhaseFinished') AND j.sequence > (
                        SELECT max(sequence) FROM bellows.journal p
                        WHERE p.migration = r.migration AND p.event->>'type' = 'PlanSaved'))),
                extract(epoch FROM clock_timestamp() - (
                    SELECT max(at) FROM bellows.journal j WHERE j.migration = r.migration
                    AND j.event->>'type' = 'PhaseFinished' AND j.event->>'phase' = 'CONTRACT' AND j.sequence > (
                        SELECT max(sequence) FROM bellows.journal p WHERE p.migration = r.migration
                        AND p.event->>'type' IN ('PlanSaved', 'RollbackStarted'))))
            FROM bellows.run r
            """;

    private Runs() {}

    static void save(Connection transaction, SavedRun run) throws SQLException {
        new Sql("""
                        INSERT INTO bellows.run (migration, checksum, file, plan, saved)
                        VALUES (?, ?, ?, ?, clock_timestamp())
                        ON CONFLICT (migration) DO UPDATE SET checksum = excluded.checksum, file = excluded.file,
                            plan = excluded.plan, saved = excluded.saved
                        """, run.migration().value(), run.checksum(), run.file(), run.plan()).run(transaction);
        append(transaction, run.migration(), new RunEvent.PlanSaved(run.checksum()));
    }

    static Optional<SavedRun> one(Connection connection, MigrationId migration) throws SQLException {
        return new Sql(SELECT + " WHERE r.migration = ?", migration.value()).row(connection, Runs::run);
    }

    static List<SavedRun> all(Connection connection) throws SQLException {
        return new Sql(SELECT + " ORDER BY r.first_saved, r.migration").rows(connection, Runs::run);
    }

    static List<Entry> journal(Connection connection, MigrationId migration) throws SQLException {
        return new Sql("""
                        SELECT sequence, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, event::text
                        FROM bellows.journal WHERE migration = ? ORDER BY sequence
                        """, migration.value())
                .rows(
                        connection,
                        row -> new Entry(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                RunEventJson.read(Json.readObject(row.getString(4)))));
    }

    static void append(Connection transaction, MigrationId migration, RunEvent event) throws SQLException {
        new Sql("""
                        INSERT INTO bellows.journal (migration, actor, event)
                        VALUES (?, coalesce((SELECT owner FROM bellows.lease
                            WHERE migration = ? AND backend_pid = pg_backend_pid()), session_user), ?::jsonb)
                        """, migration.value(), migration.value(), Json.write(RunEventJson.write(event))).run(transaction);
    }

    private static SavedRun run(ResultSet row) throws SQLException {
        return new SavedRun(
                new MigrationId(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                age(row.getBigDecimal(5)),
                age(row.getBigDecimal(6)));
    }

    private static Optional<Duration> age(@Nullable BigDecimal seconds) {
        return Optional.ofNullable(seconds)
                .map(value -> Duration.ofMillis(value.movePointRight(3).longValue()));
    }
}
