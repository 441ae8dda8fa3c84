package dev.bellows;

import dev.bellows.dialect.Dialect;
import dev.bellows.journal.RunEvent;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.MigrationId;
import dev.bellows.pace.Tempo;
import dev.bellows.plan.Planned;
import dev.bellows.run.Operator;
import dev.bellows.run.Outcome;
import dev.bellows.run.PurgeTime;
import dev.bellows.run.RollbackTo;
import dev.bellows.run.RunSettings;
import dev.bellows.run.Runner;
import dev.bellows.run.Start;
import dev.bellows.run.Status;
import dev.bellows.run.StatusReader;
import dev.bellows.run.Tuning;
import dev.bellows.store.Control;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Carries schema migrations out on one database. Every command opens its own connections and closes them; a command
 * that was killed is simply given again. Expected ends are values ({@link Outcome}); only bugs are thrown, and
 * {@link SQLException} by the methods that just read. Used by one thread; another process may pause, tune and approve.
 */
public final class Bellows {
    private final Dialect dialect;
    private final RunSettings settings;
    private final Runner runner;
    private final Operator operator;
    private final StatusReader statusReader;

    public Bellows(Dialect dialect, RunSettings settings, Tempo tempo, RunListener listener) {
        this.dialect = dialect;
        this.settings = settings;
        this.runner = new Runner(dialect, settings, tempo, listener);
        this.operator = new Operator(dialect, settings);
        this.statusReader = new StatusReader(dialect, settings);
    }

    /** What would be done; of a run that has begun, its saved plan. Changes nothing. */
    public Planned plan(MigrationFile file) throws SQLException {
        try (var connection = dialect.sessions().open()) {
            return Start.preview(dialect, connection, file, settings.plan());
        }
    }

    /** Adds the new shape and starts the sync. */
    public Outcome expand(MigrationFile file) {
        return runner.expand(file);
    }

    /** Fills the new shape, and compares it with the old one. */
    public Outcome migrate(MigrationId migration) {
        return runner.migrate(migration);
    }

    /** Compares both shapes again, row by row. */
    public Outcome verify(MigrationId migration) {
        return runner.verify(migration);
    }

    /** Hides the old shape, if the gates are open. */
    public Outcome contract(MigrationId migration) {
        return runner.contract(migration);
    }

    /** Goes back; loses no write. */
    public Outcome rollback(MigrationId migration, RollbackTo to) {
        return runner.rollback(migration, to);
    }

    /** Destroys the old shape. */
    public Outcome purge(MigrationId migration, PurgeTime when) {
        return runner.purge(migration, when);
    }

    /** All phases, as far as gates and retention allow. */
    public Outcome run(MigrationFile file) {
        return runner.run(file);
    }

    /** Stops a running backfill after its chunk, in whatever process it runs. */
    public Outcome pause(MigrationId migration) {
        return operator.mode(migration, Control.Mode.PAUSED);
    }

    /** Lifts the pause and goes on with the phase that it interrupted. */
    public Outcome resume(MigrationId migration) {
        var lifted = operator.mode(migration, Control.Mode.RUNNING);
        return lifted instanceof Outcome.Done ? runner.goOn(migration) : lifted;
    }

    /** Says that contract may go on; {@code accepted} names closed gates that were judged harmless. */
    public Outcome approve(MigrationId migration, String by, String note, List<String> accepted) {
        return operator.approve(migration, new RunEvent.Approved(by, note, accepted));
    }

    /** Changes the pace of a running backfill. */
    public Outcome tune(MigrationId migration, Tuning tuning) {
        return operator.tune(migration, tuning);
    }

    /** Empty when no run of the migration is saved here. */
    public Optional<Status> status(MigrationId migration) throws SQLException {
        try (var connection = dialect.sessions().open()) {
            return statusReader.one(connection, migration);
        }
    }

    /** All saved runs, sorted by when they were first saved. */
    public List<Status> statuses() throws SQLException {
        try (var connection = dialect.sessions().open()) {
            return statusReader.all(connection);
        }
    }
}
