package dev.bellows.postgres.store;

import dev.bellows.journal.RunEvent;
import dev.bellows.migration.MigrationId;
import dev.bellows.plan.StepId;
import dev.bellows.store.Control;
import dev.bellows.store.Fenced;
import dev.bellows.store.Lease;
import dev.bellows.store.LeaseHeld;
import dev.bellows.store.Progress;
import dev.bellows.store.Sql;
import dev.bellows.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The store in a PostgreSQL database. */
public final class PostgresStore implements Store {

    @Override
    public boolean exists(Connection connection) throws SQLException {
        return StoreSchema.exists(connection);
    }

    @Override
    public void install(Connection connection) throws SQLException {
        StoreSchema.install(connection);
    }

    @Override
    public void startAlone(Connection transaction) throws SQLException {
        new Sql("SELECT pg_advisory_xact_lock(?)", Leases.key("bellows:start")).run(transaction);
    }

    @Override
    public void savePlan(Connection transaction, SavedRun run) throws SQLException {
        forget(transaction, run.migration(), List.of());
        Runs.save(transaction, run);
    }

    @Override
    public Optional<SavedRun> run(Connection connection, MigrationId migration) throws SQLException {
        return Runs.one(connection, migration);
    }

    @Override
    public List<SavedRun> runs(Connection connection) throws SQLException {
        return Runs.all(connection);
    }

    @Override
    public List<Entry> journal(Connection connection, MigrationId migration) throws SQLException {
        return Runs.journal(connection, migration);
    }

    @Override
    public void append(Connection transaction, MigrationId migration, RunEvent event) throws SQLException {
        Runs.append(transaction, migration, event);
    }

    @Override
    public Lease claim(Connection connection, MigrationId migration, String owner) throws SQLException, LeaseHeld {
        return Leases.claim(connection, migration, owner);
    }

    @Override
    public void fence(Connection transaction, Lease lease) throws SQLException, Fenced {
        Leases.fence(transaction, lease);
    }

    @Override
    public void release(Connection connection, Lease lease) throws SQLException {
        Leases.release(connection, lease);
    }

    @Override
    public Optional<Progress> progress(Connection connection, MigrationId migration, StepId step) throws SQLException {
        return new Sql("""
                        SELECT watermark, storage, visited, changed, total, finished
                        FROM bellows.progress WHERE migration = ? AND step = ?
                        """, migration.value(), step.value())
                .row(
                        connection,
                        row -> new Progress(
                                Texts.read(row, 1),
                                Optional.ofNullable(row.getString(2)),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getBoolean(6) ? Progress.Extent.FINISHED : Progress.Extent.UNFINISHED));
    }

    @Override
    public void saveProgress(Connection transaction, MigrationId migration, StepId step, Progress progress)
            throws SQLException {
        new Sql(
                        """
                        INSERT INTO bellows.progress
                            (migration, step, watermark, storage, visited, changed, total, finished, at)
                        VALUES (?, ?, ?, nullif(?, ''), ?, ?, ?, ?, clock_timestamp())
                        ON CONFLICT (migration, step) DO UPDATE SET watermark = excluded.watermark,
                            storage = excluded.storage, visited = excluded.visited, changed = excluded.changed,
                            total = excluded.total, finished = excluded.finished, at = excluded.at
                        """,
                        migration.value(),
                        step.value(),
                        progress.watermark(),
                        progress.storage().orElse(""),
                        progress.visited(),
                        progress.changed(),
                        progress.total(),
                        progress.finished() == Progress.Extent.FINISHED)
                .run(transaction);
    }

    @Override
    public void clearProgress(Connection transaction, MigrationId migration, StepId step) throws SQLException {
        for (var table : List.of("progress", "failed_row")) {
            new Sql(
                            "DELETE FROM bellows." + table + " WHERE migration = ? AND step = ?",
                            migration.value(),
                            step.value())
                    .run(transaction);
        }
    }

    @Override
    public void saveFailedRow(Connection transaction, MigrationId migration, FailedRow row) throws SQLException {
        new Sql(
                        "INSERT INTO bellows.failed_row (migration, step, key, reason) VALUES (?, ?, ?, ?)",
                        migration.value(),
                        row.step().value(),
                        row.key(),
                        row.reason())
                .run(transaction);
    }

    @Override
    public void removeFailedRow(Connection transaction, MigrationId migration, FailedRow row) throws SQLException {
        new Sql(
                        "DELETE FROM bellows.failed_row WHERE migration = ? AND step = ? AND key = ?",
                        migration.value(),
                        row.step().value(),
                        row.key())
                .run(transaction);
    }

    @Override
    public List<FailedRow> failedRows(Connection connection, MigrationId migration) throws SQLException {
        return new Sql(
                        "SELECT step, key, reason FROM bellows.failed_row WHERE migration = ? ORDER BY step, id",
                        migration.value())
                .rows(
                        connection,
                        row -> new FailedRow(new StepId(row.getString(1)), Texts.read(row, 2), row.getString(3)));
    }

    @Override
    public Control control(Connection connection, MigrationId migration, Control defaults) throws SQLException {
        return new Sql(
                        "SELECT mode, chunk_ms, max_lag_ms, max_active FROM bellows.control WHERE migration = ?",
                        migration.value())
                .row(
                        connection,
                        row -> new Control(
                                Control.Mode.valueOf(row.getString(1)),
                                Duration.ofMillis(row.getLong(2)),
                                Duration.ofMillis(row.getLong(3)),
                                row.getInt(4)))
                .orElse(defaults);
    }

    @Override
    public void setControl(Connection connection, MigrationId migration, Control control) throws SQLException {
        new Sql(
                        """
                        INSERT INTO bellows.control (migration, mode, chunk_ms, max_lag_ms, max_active)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (migration) DO UPDATE SET mode = excluded.mode, chunk_ms = excluded.chunk_ms,
                            max_lag_ms = excluded.max_lag_ms, max_active = excluded.max_active
                        """,
                        migration.value(),
                        control.mode().name(),
                        control.chunk().toMillis(),
                        control.maxLag().toMillis(),
                        control.maxActive())
                .run(connection);
    }

    @Override
    public void forget(Connection transaction, MigrationId migration, List<String> watches) throws SQLException {
        for (var table : List.of("progress", "failed_row", "control")) {
            new Sql("DELETE FROM bellows." + table + " WHERE migration = ?", migration.value()).run(transaction);
        }
        clearNotes(transaction, watches);
    }

    @Override
    public void clearNotes(Connection transaction, List<String> watches) throws SQLException {
        new Sql("DELETE FROM bellows.writer WHERE watch = ANY (?::text[])", watches).run(transaction);
    }
}
