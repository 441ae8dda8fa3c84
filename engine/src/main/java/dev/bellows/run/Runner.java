package dev.bellows.run;

import dev.bellows.backfill.Surroundings;
import dev.bellows.dialect.Dialect;
import dev.bellows.journal.RunState;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.MigrationId;
import dev.bellows.migration.Problem;
import dev.bellows.pace.Observer;
import dev.bellows.pace.Tempo;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planned;
import dev.bellows.store.Fenced;
import dev.bellows.store.Store.SavedRun;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands that carry a run forward or back. Each takes the lease on a connection of its own. One thread. */
public final class Runner {
    private final Dialect dialect;
    private final RunSettings settings;
    private final Tempo tempo;
    private final RunListener listener;

    public Runner(Dialect dialect, RunSettings settings, Tempo tempo, RunListener listener) {
        this.dialect = dialect;
        this.settings = settings;
        this.tempo = tempo;
        this.listener = listener;
    }

    public Outcome expand(MigrationFile file) {
        Commands.FirstLook look = connection -> switch (Start.plan(dialect, connection, file, settings.plan())) {
            case Planned.Rejected(var problems) -> Optional.of(refused(file, RunState.NEW, problems));
            case Planned.Accepted ignored -> Optional.empty();
        };
        return command(file.id(), "expand", look, session -> {
            var state = session.state();
            var saved = session.store().run(session.connection(), file.id());
            if (saved.isPresent() && state.stage() != RunState.Stage.PLANNED) {
                return saved.get().checksum().equals(file.checksum())
                        ? forward(session, Start.saved(saved.get()), Phase.EXPAND)
                        : Problems.checksumDiffers(file.id(), state);
            }
            return switch (Start.plan(dialect, session.connection(), file, settings.plan())) {
                case Planned.Rejected(var problems) -> refused(file, state, problems);
                case Planned.Accepted(var plan) -> {
                    var problems = Start.save(session, file, plan);
                    yield problems.isEmpty()
                            ? forward(session, plan, Phase.EXPAND)
                            : new Outcome.Refused(Standing.of(file.id(), state), problems);
                }
            };
        });
    }

    private static Outcome refused(MigrationFile file, RunState state, List<Problem> problems) {
        return new Outcome.Refused(
                Standing.of(file.id(), state).andThen("bellows plan " + file.id() + ".sql"), problems);
    }

    /** Given again after rows differed, or after a contract was taken back, it compares again. */
    public Outcome migrate(MigrationId migration) {
        var verification = new Executor.Verification();
        return saved(migration, "migrate", (session, run) -> {
            var plan = Start.saved(run);
            var executor = new Executor(session, plan, settings);
            return session.state().stage() == RunState.Stage.MIGRATED && executor.hasDifferences()
                    ? executor.verify(verification)
                    : forward(session, plan, Phase.MIGRATE);
        });
    }

    public Outcome verify(MigrationId migration) {
        var verification = new Executor.Verification();
        return saved(migration, "verify", (session, run) -> {
            var state = session.state();
            if (state.rollback().isPresent()) {
                return Problems.rollbackPending(migration, state);
            }
            if (state.stage() != RunState.Stage.MIGRATED) {
                return state.finished().contains(Phase.MIGRATE)
                        ? new Outcome.Done(Standing.of(migration, state))
                        : Problems.phaseOrder(migration, state, "verify");
            }
            return new Executor(session, Start.saved(run), settings).verify(verification);
        });
    }

    /** Behind the gates of the plan; a contract that was interrupted goes on without asking them again. */
    public Outcome contract(MigrationId migration) {
        return saved(migration, "contract", (session, run) -> {
            var plan = Start.saved(run);
            var state = session.state();
            if (state.stage() == RunState.Stage.MIGRATED) {
                var facts = session.observer()
                        .ask(observer -> new StatusReader(dialect, settings).facts(observer, run, plan, state));
                var reports = Gates.judge(plan, facts);
                if (reports.stream().anyMatch(GateReport::isClosed)) {
                    return new Outcome.GateClosed(Standing.of(migration, state).toOpen(reports), reports);
                }
            }
            return forward(session, plan, Phase.CONTRACT);
        });
    }

    /** Destroys the old shape, once the retention has passed by the database's clock. */
    public Outcome purge(MigrationId migration, PurgeTime when) {
        return saved(migration, "purge", (session, run) -> {
            var plan = Start.saved(run);
            var state = session.state();
            if (when == PurgeTime.AFTER_RETENTION && state.stage() == RunState.Stage.CONTRACTED) {
                var left = run.sinceContract()
                        .map(age -> plan.limits().retention().minus(age))
                        .orElse(plan.limits().retention());
                if (left.isPositive()) {
                    var evidence = "the old shape is kept for %s; %s are left"
                            .formatted(Gates.words(plan.limits().retention()), Gates.words(left));
                    return new Outcome.GateClosed(
                            Standing.of(migration, state),
                            List.of(new GateReport(
                                    GateReport.RETENTION, GateReport.Verdict.CLOSED, List.of(evidence))));
                }
            }
            return forward(session, plan, Phase.PURGE);
        });
    }

    public Outcome rollback(MigrationId migration, RollbackTo to) {
        return saved(migration, "rollback", (session, run) -> {
            var plan = Start.saved(run);
            var state = session.state();
            boolean destroyed = !plan.steps(Phase.PURGE).isEmpty()
                    && (state.stage() == RunState.Stage.PURGING || state.stage() == RunState.Stage.COMPLETE);
            if (destroyed) {
                return Problems.noWayBack(
                        migration, state, "the purge of " + migration + " has destroyed the old shape");
            }
            if (state.stage() == RunState.Stage.COMPLETE) {
                var later = Start.builtOnTop(session.store(), session.connection(), plan);
                if (!later.isEmpty()) {
                    return Problems.noWayBack(migration, state, "later runs changed the same tables: " + later);
                }
            }
            return new Rollback(session, plan, settings).run(to);
        });
    }

    /** As far as the gates and the retention let it go; what is closed is reported, not waited for. */
    public Outcome run(MigrationFile file) {
        var expanded = expand(file);
        if (!(expanded instanceof Outcome.Done(var standing))) {
            return expanded;
        }
        if (standing.stage().equals(Optional.of(RunState.Stage.COMPLETE))) {
            return expanded;
        }
        var migrated = migrate(file.id());
        if (!(migrated instanceof Outcome.Done)) {
            return migrated;
        }
        var contracted = contract(file.id());
        if (!(contracted instanceof Outcome.Done)) {
            return contracted;
        }
        var purged = purge(file.id(), PurgeTime.AFTER_RETENTION);
        return purged instanceof Outcome.GateClosed ? contracted : purged;
    }

    /** Goes on with the phase that was interrupted or paused. */
    public Outcome goOn(MigrationId migration) {
        return saved(migration, "resume", (session, run) -> {
            var state = session.state();
            var plan = Start.saved(run);
            return switch (state.stage()) {
                case EXPANDING -> forward(session, plan, Phase.EXPAND);
                case MIGRATING -> forward(session, plan, Phase.MIGRATE);
                case CONTRACTING -> forward(session, plan, Phase.CONTRACT);
                case PURGING -> forward(session, plan, Phase.PURGE);
                case ROLLING_BACK -> Problems.rollbackPending(migration, state);
                case PLANNED, EXPANDED, MIGRATED, CONTRACTED, COMPLETE ->
                    new Outcome.Done(Standing.of(migration, state));
            };
        });
    }

    /** The phase, if it is its turn. */
    private Outcome forward(WorkingSession session, Plan plan, Phase phase)
            throws SQLException, Fenced, InterruptedException {
        var state = session.state();
        if (state.rollback().isPresent()) {
            return Problems.rollbackPending(plan.migration(), state);
        }
        if (state.finished().contains(phase)) {
            return new Outcome.Done(Standing.of(plan.migration(), state));
        }
        for (var earlier : Phase.values()) {
            if (earlier == phase) {
                break;
            }
            if (!state.finished().contains(earlier)) {
                return Problems.phaseOrder(plan.migration(), state, phase.name().toLowerCase(Locale.ROOT));
            }
        }
        return new Executor(session, plan, settings).phase(phase);
    }

    /** A command on a saved run. */
    @FunctionalInterface
    private interface SavedBody {
        Outcome run(WorkingSession session, SavedRun saved) throws SQLException, Fenced, InterruptedException;
    }

    private Outcome saved(MigrationId migration, String tried, SavedBody body) {
        return command(migration, tried, untouched -> Optional.of(Problems.unknown(migration)), session -> {
            var run = session.store().run(session.connection(), migration);
            return run.isEmpty() ? Problems.unknown(migration) : body.run(session, run.get());
        });
    }

    private Outcome command(MigrationId migration, String tried, Commands.FirstLook look, Commands.Body body) {
        try (var observer = new Observer(dialect.sessions())) {
            var surroundings = new Surroundings(dialect, observer, tempo, listener);
            return new Commands(surroundings, settings.owner()).run(migration, tried, look, body);
        }
    }
}
