package dev.bellows.run;

import dev.bellows.dialect.Dialect;
import dev.bellows.dialect.EvidenceReader;
import dev.bellows.journal.RunState;
import dev.bellows.migration.MigrationId;
import dev.bellows.plan.Plan;
import dev.bellows.store.Control;
import dev.bellows.store.Store;
import dev.bellows.store.Store.SavedRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads where runs stand. Changes nothing, not even on a database that Bellows never touched. */
public final class StatusReader {
    private final Dialect dialect;
    private final RunSettings settings;

    public StatusReader(Dialect dialect, RunSettings settings) {
        this.dialect = dialect;
        this.settings = settings;
    }

    public Optional<Status> one(Connection connection, MigrationId migration) throws SQLException {
        if (!dialect.store().exists(connection)) {
            return Optional.empty();
        }
        var run = dialect.store().run(connection, migration);
        return run.isEmpty() ? Optional.empty() : Optional.of(status(connection, run.get()));
    }

    public List<Status> all(Connection connection) throws SQLException {
        if (!dialect.store().exists(connection)) {
            return List.of();
        }
        var statuses = new ArrayList<Status>();
        for (var run : dialect.store().runs(connection)) {
            statuses.add(status(connection, run));
        }
        return statuses;
    }

    private Status status(Connection connection, SavedRun run) throws SQLException {
        var store = dialect.store();
        var plan = Start.saved(run);
        var state = RunState.of(store.journal(connection, run.migration()).stream()
                .map(Store.Entry::event)
                .toList());
        var walks = new ArrayList<Status.WalkStatus>();
        for (var step : plan.steps()) {
            store.progress(connection, run.migration(), step.id())
                    .ifPresent(progress -> walks.add(new Status.WalkStatus(step.id(), progress)));
        }
        var gates = Gates.judge(plan, facts(connection, run, plan, state));
        var control = store.control(
                connection, run.migration(), settings.control(plan.limits().chunk()));
        return new Status(
                plan,
                state,
                walks,
                gates,
                store.failedRows(connection, run.migration()),
                control,
                new Status.Ages(sinceExpand(run, state), run.sinceContract()),
                next(run.migration(), state, gates, control));
    }

    /** What was taken back, or never came to its first step, has no age. */
    private static Optional<Duration> sinceExpand(SavedRun run, RunState state) {
        return state.stage() == RunState.Stage.PLANNED ? Optional.empty() : run.sinceExpand();
    }

    private static String next(MigrationId migration, RunState state, List<GateReport> gates, Control control) {
        var inFlight = state.stage() != RunState.Stage.PLANNED && state.stage() != RunState.Stage.COMPLETE;
        if (inFlight && control.mode() == Control.Mode.PAUSED) {
            return "bellows resume " + migration;
        }
        var differs = gates.stream().anyMatch(gate -> gate.gate().equals(GateReport.PARITY) && gate.isClosed());
        return state.stage() == RunState.Stage.MIGRATED && differs
                ? "bellows verify " + migration
                : Standing.nextCommand(migration, state);
    }

    /** What the gates are judged by; needs a connection that holds no transaction. */
    Gates.Facts facts(Connection connection, SavedRun saved, Plan plan, RunState state) throws SQLException {
        var evidence = dialect.observers().evidence();
        var watches = Executor.watches(plan);
        // an age that was read a moment ago would take sessions for older than expand that are younger
        var run = dialect.store().run(connection, saved.migration()).orElse(saved);
        Duration age = run.sinceExpand().orElse(Duration.ZERO);
        var sessions = plan.gates().isEmpty()
                ? List.<EvidenceReader.OldSession>of()
                : evidence.sessionsOlderThan(connection, age);
        return new Gates.Facts(
                state,
                dialect.store().failedRows(connection, run.migration()),
                watches.isEmpty() ? List.of() : evidence.writers(connection, watches),
                sessions,
                sinceExpand(run, state));
    }
}
