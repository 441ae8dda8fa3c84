package dev.bellows.store;

import dev.bellows.journal.RunEvent;
import dev.bellows.migration.MigrationId;
import dev.bellows.plan.StepId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Bellows keeps in the target database, in a schema of its own. Methods that take a transaction write in it and
 * leave committing to the caller; the others use a connection in autocommit mode.
 */
public interface Store {

    /** A saved run: the file, its plan as JSON, and how old its first expand step is by the database's clock. */
    record SavedRun(
            MigrationId migration,
            String checksum,
            String file,
            String plan,
            Optional<Duration> sinceExpand,
            Optional<Duration> sinceContract) {}

    /** One line of the journal. */
    record Entry(long sequence, String at, String actor, RunEvent event) {}

    /**
     * A row that a backfill had to leave out, or that a verify found to differ.
     *
     * @param key the key values (or the address) as text
     */
    record FailedRow(StepId step, List<String> key, String reason) {
        public FailedRow {
            key = List.copyOf(key);
        }
    }

    /** Whether the schema is there; a database that Bellows never touched has none. */
    boolean exists(Connection connection) throws SQLException;

    /** Creates or upgrades the schema; harmless when it is up to date. */
    void install(Connection connection) throws SQLException;

    /** In a transaction: keeps others from saving a plan until it ends, so that two cannot start on one table. */
    void startAlone(Connection transaction) throws SQLException;

    /** Saves the plan and begins a new attempt: what earlier attempts left as progress and evidence is forgotten. */
    void savePlan(Connection transaction, SavedRun run) throws SQLException;

    Optional<SavedRun> run(Connection connection, MigrationId migration) throws SQLException;

    /** All runs, sorted by when they were first saved. */
    List<SavedRun> runs(Connection connection) throws SQLException;

    List<Entry> journal(Connection connection, MigrationId migration) throws SQLException;

    /** Appends to the journal in the transaction of the caller. */
    void append(Connection transaction, MigrationId migration, RunEvent event) throws SQLException;

    /**
     * Takes the lease: a session lock on this very connection, then a new epoch. Throws {@link LeaseHeld} when another
     * session has it; a predecessor's backend that still lives has it.
     */
    Lease claim(Connection connection, MigrationId migration, String owner) throws SQLException, LeaseHeld;

    /** In every transaction that writes: fails when the lease is no longer ours. */
    void fence(Connection transaction, Lease lease) throws SQLException, Fenced;

    void release(Connection connection, Lease lease) throws SQLException;

    Optional<Progress> progress(Connection connection, MigrationId migration, StepId step) throws SQLException;

    void saveProgress(Connection transaction, MigrationId migration, StepId step, Progress progress)
            throws SQLException;

    /** Forgets the progress of a step and its failed rows, so that it is done anew. */
    void clearProgress(Connection transaction, MigrationId migration, StepId step) throws SQLException;

    void saveFailedRow(Connection transaction, MigrationId migration, FailedRow row) throws SQLException;

    void removeFailedRow(Connection transaction, MigrationId migration, FailedRow row) throws SQLException;

    /** Sorted by step and by when they were found. */
    List<FailedRow> failedRows(Connection connection, MigrationId migration) throws SQLException;

    /** What the operator has set, or the defaults. */
    Control control(Connection connection, MigrationId migration, Control defaults) throws SQLException;

    void setControl(Connection connection, MigrationId migration, Control control) throws SQLException;

    /** Removes what watches noted. */
    void clearNotes(Connection transaction, List<String> watches) throws SQLException;

    /**
     * Removes progress, failed rows and control of a run that is complete or rolled back, and what its watches saw; the
     * journal stays.
     */
    void forget(Connection transaction, MigrationId migration, List<String> watches) throws SQLException;
}
