package dev.bellows.run;

import dev.bellows.backfill.WalkResult;
import dev.bellows.dialect.EvidenceReader;
import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunState;
import dev.bellows.plan.Action;
import dev.bellows.plan.Gate;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.store.Control;
import dev.bellows.store.Fenced;
import dev.bellows.store.Store.FailedRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Carries out the phases of one saved plan. What the journal says is done is not done again. */
final class Executor {
    private final WorkingSession session;
    private final Plan plan;
    private final RunSettings settings;
    private final StepRunner steps;

    Executor(WorkingSession session, Plan plan, RunSettings settings) {
        this.session = session;
        this.plan = plan;
        this.settings = settings;
        this.steps = new StepRunner(session, plan, settings);
    }

    /** The phase to its end, and the phases after it that have nothing to do. */
    Outcome phase(Phase phase) throws SQLException, Fenced, InterruptedException {
        for (var step : plan.steps(phase)) {
            var state = session.state();
            if (state.isDone(step.id())) {
                continue;
            }
            if (paused()) {
                return new Outcome.Paused(resumeLater(state), step.id());
            }
            switch (steps.run(Task.of(step), state)) {
                case StepResult.Finished ignored -> {}
                case StepResult.Paused ignored -> {
                    return new Outcome.Paused(resumeLater(session.state()), step.id());
                }
                case StepResult.Failed(var reason) -> {
                    return failed(step, reason);
                }
            }
        }
        if (phase == Phase.MIGRATE && !Gates.comparisons(plan).isEmpty()) {
            session.record(verified());
        }
        finish(phase);
        return ended(phase);
    }

    /** Compares both shapes again, and first writes the rows again that a backfill had to leave out. */
    Outcome verify(Verification verification) throws SQLException, Fenced, InterruptedException {
        if (verification.begins()) {
            for (var step : plan.steps(Phase.MIGRATE)) {
                if (step.action() instanceof Action.Backfill walk) {
                    steps.retryFailedRows(step.id(), walk);
                }
            }
            session.inTransaction(transaction -> {
                for (var step : Gates.comparisons(plan)) {
                    session.store().clearProgress(transaction, session.migration(), step.id());
                }
            });
        }
        for (var step : Gates.comparisons(plan)) {
            if (step.action() instanceof Action.Verify walk) {
                switch (steps.compare(step.id(), walk, step.estimate().rows())) {
                    case WalkResult.Finished ignored -> {}
                    case WalkResult.Paused ignored -> {
                        return new Outcome.Paused(resumeLater(session.state()), step.id());
                    }
                    case WalkResult.Stalled(var reason) -> {
                        return failed(step, reason);
                    }
                }
            }
        }
        session.record(verified());
        finish(Phase.MIGRATE);
        return ended(Phase.MIGRATE);
    }

    private Outcome failed(Step step, String reason) throws SQLException {
        return new Outcome.Failed(
                Standing.of(session.migration(), session.state()), step.id() + " " + step.title(), reason);
    }

    private Standing resumeLater(RunState state) {
        return Standing.of(session.migration(), state).andThen("bellows resume " + session.migration());
    }

    /** Differences close the parity gate: the caller hears of it now, not when contract is asked for. */
    private Outcome ended(Phase phase) throws SQLException {
        var standing = Standing.of(session.migration(), session.state());
        var parity = phase == Phase.MIGRATE ? closedParity() : Optional.<GateReport>empty();
        return parity.isPresent()
                ? new Outcome.GateClosed(
                        standing.andThen("bellows verify " + session.migration()), List.of(parity.get()))
                : new Outcome.Done(standing);
    }

    /** Whether the last comparison found differences, or is void. */
    boolean hasDifferences() throws SQLException {
        return closedParity().isPresent();
    }

    private Optional<GateReport> closedParity() throws SQLException {
        if (Gates.comparisons(plan).isEmpty()) {
            return Optional.empty();
        }
        var watches = Gates.unconverted(plan);
        var writers = watches.isEmpty()
                ? List.<EvidenceReader.Writer>of()
                : session.dialect().observers().evidence().writers(session.connection(), watches);
        var facts = new Gates.Facts(session.state(), failedRows(), writers, List.of(), Optional.empty());
        return Optional.of(Gates.parity(plan, facts)).filter(GateReport::isClosed);
    }

    /** Journals the end of the phase, and of those after it that have nothing to do and no gate before them. */
    private void finish(Phase phase) throws SQLException, Fenced, InterruptedException {
        boolean differs = phase == Phase.MIGRATE && closedParity().isPresent();
        session.inTransaction(transaction -> {
            for (var next = phase; ; next = after(next)) {
                session.append(transaction, new RunEvent.PhaseFinished(next));
                if (next == Phase.PURGE) {
                    session.store().forget(transaction, session.migration(), watches(plan));
                    return;
                }
                boolean gated = after(next) == Phase.CONTRACT
                        && (differs || !plan.gates().isEmpty());
                if (gated || !plan.steps(after(next)).isEmpty()) {
                    return;
                }
            }
        });
    }

    private static Phase after(Phase phase) {
        return switch (phase) {
            case EXPAND -> Phase.MIGRATE;
            case MIGRATE -> Phase.CONTRACT;
            case CONTRACT, PURGE -> Phase.PURGE;
        };
    }

    /** The names under which the syncs of a plan note who writes. */
    static List<String> watches(Plan plan) {
        return plan.gates().stream()
                .flatMap(gate -> switch (gate) {
                    case Gate.OldWritersGone old -> old.watches().stream();
                    case Gate.Parity parity -> parity.watches().stream();
                    case Gate.OldSessionsGone ignored -> Stream.<String>empty();
                    case Gate.Approval ignored -> Stream.<String>empty();
                })
                .toList();
    }

    /** The sum of all comparisons, from their progress. */
    private RunEvent.Verified verified() throws SQLException {
        long rows = 0;
        long differences = 0;
        for (var step : Gates.comparisons(plan)) {
            var progress = session.store().progress(session.connection(), session.migration(), step.id());
            rows += progress.map(walk -> walk.visited()).orElse(0L);
            differences += progress.map(walk -> walk.changed()).orElse(0L);
        }
        var names = Gates.comparisons(plan).stream().map(Step::id).toList();
        var keys = failedRows().stream()
                .filter(row -> names.contains(row.step()))
                .map(row -> String.join(", ", row.key()))
                .toList();
        return new RunEvent.Verified(rows, differences, keys);
    }

    private List<FailedRow> failedRows() throws SQLException {
        return session.store().failedRows(session.connection(), session.migration());
    }

    private boolean paused() throws SQLException {
        var defaults = settings.control(plan.limits().chunk());
        return session.store()
                        .control(session.connection(), session.migration(), defaults)
                        .mode()
                == Control.Mode.PAUSED;
    }

    /** Whether a comparison begins anew, or goes on after a lost connection. */
    static final class Verification {
        private boolean begun;

        boolean begins() {
            var first = !begun;
            begun = true;
            return first;
        }
    }
}
