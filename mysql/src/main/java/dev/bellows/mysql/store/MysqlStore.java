package dev.bellows.mysql.store;

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

/** The store in a database beside the target. */
public final class MysqlStore implements Store {
    private final StateDatabase database;
    private final StoreSchema schema;
    private final Runs runs;
    private final Leases leases;
    private final Notes notes;

    /**
     * Throws {@link IllegalArgumentException} where the name leaves no room for the other one.
     *
     * @param database the one whose tables are migrated
     */
    public MysqlStore(String database) {
        this.database = new StateDatabase(database);
        this.schema = new StoreSchema(this.database);
        this.runs = new Runs(this.database);
        this.leases = new Leases(this.database);
        this.notes = new Notes(this.database);
    }

    @Override
    public boolean exists(Connection connection) throws SQLException {
        return schema.exists(connection);
    }

    @Override
    public void install(Connection connection) throws SQLException {
        schema.install(connection);
    }

    @Override
    public void startAlone(Connection transaction) throws SQLException {
        new Sql("SELECT version FROM %s FOR UPDATE".formatted(database.table("schema_version"))).run(transaction);
    }

    @Override
    public void savePlan(Connection transaction, SavedRun run) throws SQLException {
        forget(transaction, run.migration(), List.of());
        runs.save(transaction, run);
    }

    @Override
    public Optional<SavedRun> run(Connection connection, MigrationId migration) throws SQLException {
        return runs.one(connection, migration);
    }

    @Override
    public List<SavedRun> runs(Connection connection) throws SQLException {
        return runs.all(connection);
    }

    @Override
    public List<Entry> journal(Connection connection, MigrationId migration) throws SQLException {
        return runs.journal(connection, migration);
    }

    @Override
    public void append(Connection transaction, MigrationId migration, RunEvent event) throws SQLException {
        runs.append(transaction, migration, event);
    }

    @Override
    public Lease claim(Connection connection, MigrationId migration, String owner) throws SQLException, LeaseHeld {
        var lease = leases.claim(connection, migration, owner);
        notes.tidy(connection);
        return lease;
    }

    @Override
    public void fence(Connection transaction, Lease lease) throws SQLException, Fenced {
        leases.fence(transaction, lease);
    }

    @Override
    public void release(Connection connection, Lease lease) throws SQLException {
        leases.release(connection, lease);
    }

    @Override
    public Optional<Progress> progress(Connection connection, MigrationId migration, StepId step) throws SQLException {
        return new Sql("""
                        SELECT watermark, storage, visited, changed, total, finished
                        FROM %s WHERE migration = ? AND step = ?
                        """.formatted(database.table("progress")), migration.value(), step.value())
                .row(
                        connection,
                        row -> new Progress(
                                Texts.read(row.getString(1)),
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
                        INSERT INTO %s
                            (migration, step, watermark, storage, visited, changed, total, finished, at)
                        VALUES (?, ?, ?, nullif(?, ''), ?, ?, ?, ?, now(6))
                        ON DUPLICATE KEY UPDATE watermark = VALUES(watermark), storage = VALUES(storage),
                            visited = VALUES(visited), changed = VALUES(changed), total = VALUES(total),
                            finished = VALUES(finished), at = VALUES(at)
                        """.formatted(database.table("progress")),
                        migration.value(),
                        step.value(),
                        Texts.write(progress.watermark()),
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
                            "DELETE FROM " + database.table(table) + " WHERE migration = ? AND step = ?",
                            migration.value(),
                            step.value())
                    .run(transaction);
        }
    }

    @Override
    public void saveFailedRow(Connection transaction, MigrationId migration, FailedRow row) throws SQLException {
        new Sql(
                        "INSERT INTO %s (migration, step, row_key, reason) VALUES (?, ?, ?, ?)"
                                .formatted(database.table("failed_row")),
                        migration.value(),
                        row.step().value(),
                        Texts.write(row.key()),
                        row.reason())
                .run(transaction);
    }

    @Override
    public void removeFailedRow(Connection transaction, MigrationId migration, FailedRow row) throws SQLException {
        new Sql(
                        "DELETE FROM %s WHERE migration = ? AND step = ? AND row_key = ?"
                                .formatted(database.table("failed_row")),
                        migration.value(),
                        row.step().value(),
                        Texts.write(row.key()))
                .run(transaction);
    }

    @Override
    public List<FailedRow> failedRows(Connection connection, MigrationId migration) throws SQLException {
        return new Sql(
                        "SELECT step, row_key, reason FROM %s WHERE migration = ? ORDER BY step, id"
                                .formatted(database.table("failed_row")),
                        migration.value())
                .rows(
                        connection,
                        row -> new FailedRow(
                                new StepId(row.getString(1)), Texts.read(row.getString(2)), row.getString(3)));
    }

    @Override
    public Control control(Connection connection, MigrationId migration, Control defaults) throws SQLException {
        return new Sql(
                        "SELECT mode, chunk_ms, max_lag_ms, max_active FROM %s WHERE migration = ?"
                                .formatted(database.table("control")),
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
                        INSERT INTO %s (migration, mode, chunk_ms, max_lag_ms, max_active)
                        VALUES (?, ?, ?, ?, ?)
                        ON DUPLICATE KEY UPDATE mode = VALUES(mode), chunk_ms = VALUES(chunk_ms),
                            max_lag_ms = VALUES(max_lag_ms), max_active = VALUES(max_active)
                        """.formatted(database.table("control")),
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
            new Sql("DELETE FROM " + database.table(table) + " WHERE migration = ?", migration.value())
                    .run(transaction);
        }
        clearNotes(transaction, watches);
    }

    @Override
    public void clearNotes(Connection transaction, List<String> watches) throws SQLException {
        notes.clear(transaction, watches);
    }
}
