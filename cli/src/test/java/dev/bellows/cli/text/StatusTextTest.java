package dev.bellows.cli.text;

import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunState;
import dev.bellows.json.Json;
import dev.bellows.plan.Phase;
import dev.bellows.plan.StepId;
import dev.bellows.run.GateReport;
import dev.bellows.run.Status;
import dev.bellows.store.Control;
import dev.bellows.store.Progress;
import dev.bellows.store.Store.FailedRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusTextTest {
    private static final StepId FILL = new StepId("migrate.1");

    @Test
    void one_status_says_all() {
        Golden.check("status.txt", StatusText.of(migrating(), Paint.PLAIN));
        Golden.check("status.json", Json.writePretty(StatusJson.write(List.of(migrating()))) + "\n");
    }

    @Test
    void all_statuses_are_a_table() {
        Golden.check("statuses.txt", StatusText.of(List.of(migrating(), complete()), Paint.PLAIN));
        Golden.check("no-statuses.txt", StatusText.of(List.of(), Paint.PLAIN));
    }

    private static Status migrating() {
        var state = RunState.of(List.of(
                new RunEvent.PlanSaved("x"),
                new RunEvent.StepFinished(new StepId("expand.1")),
                new RunEvent.StepFinished(new StepId("expand.2")),
                new RunEvent.PhaseFinished(Phase.EXPAND),
                new RunEvent.StepStarted(FILL)));
        var walk = new Status.WalkStatus(
                FILL,
                new Progress(
                        List.of("526250"), Optional.empty(), 526_250, 500_000, 1_250_000, Progress.Extent.UNFINISHED));
        return new Status(
                Samples.splitName(),
                state,
                List.of(walk),
                List.of(
                        new GateReport("parity", GateReport.Verdict.CLOSED, List.of("no comparison yet")),
                        new GateReport("old-writers", GateReport.Verdict.OPEN, List.of("nobody")),
                        new GateReport("approval", GateReport.Verdict.CLOSED, List.of("nobody approved"))),
                List.of(new FailedRow(FILL, List.of("4711"), "value too long")),
                new Control(Control.Mode.PAUSED, Duration.ofMillis(100), Duration.ofSeconds(10), 100),
                new Status.Ages(Optional.of(Duration.ofMinutes(90)), Optional.empty()),
                "bellows migrate V42__split_name");
    }

    private static Status complete() {
        var state = RunState.NEW.on(new RunEvent.PhaseFinished(Phase.PURGE));
        return new Status(
                Samples.splitName(),
                state,
                List.of(),
                List.of(),
                List.of(),
                new Control(Control.Mode.RUNNING, Duration.ofMillis(100), Duration.ofSeconds(10), 100),
                new Status.Ages(Optional.empty(), Optional.empty()),
                "");
    }
}
