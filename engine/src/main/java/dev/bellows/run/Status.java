package dev.bellows.run;

import dev.bellows.journal.RunState;
import dev.bellows.plan.Plan;
import dev.bellows.plan.StepId;
import dev.bellows.store.Control;
import dev.bellows.store.Progress;
import dev.bellows.store.Store.FailedRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a run stands, read without changing anything.
 *
 * @param walks the backfills and verifies that have begun, in the order of the plan
 * @param gates what stands between here and contract
 * @param control what the operator has set
 * @param next the next command; empty when there is nothing left to do
 */
public record Status(
        Plan plan,
        RunState state,
        List<WalkStatus> walks,
        List<GateReport> gates,
        List<FailedRow> failedRows,
        Control control,
        Ages ages,
        String next) {
    public Status {
        walks = List.copyOf(walks);
        gates = List.copyOf(gates);
        failedRows = List.copyOf(failedRows);
    }

    /** How far a backfill or verify has come. */
    public record WalkStatus(StepId step, Progress progress) {}

    /** By the database's clock. */
    public record Ages(Optional<Duration> sinceExpand, Optional<Duration> sinceContract) {}

    public RunState.Stage stage() {
        return state.stage();
    }
}
