package dev.bellows.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.plan.Phase;
import dev.bellows.plan.StepId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunStateTest {
    private static final StepId STEP = new StepId("migrate.1");

    @Test
    void an_open_step_begins_its_phase() {
        var state = RunState.of(List.of(
                new RunEvent.PlanSaved("c"), new RunEvent.PhaseFinished(Phase.EXPAND), new RunEvent.StepStarted(STEP)));
        assertThat(state.stage()).isEqualTo(RunState.Stage.MIGRATING);
        assertThat(state.on(new RunEvent.StepFailed(STEP, "no")).stage()).isEqualTo(RunState.Stage.EXPANDED);
    }

    @Test
    void a_new_comparison_voids_an_approval() {
        var state = RunState.NEW
                .on(new RunEvent.Verified(1, 0, List.of()))
                .on(new RunEvent.Approved("ann", "", List.of()));
        assertThat(state.approval()).isPresent();
        assertThat(state.on(new RunEvent.Verified(1, 0, List.of())).approval()).isEmpty();
    }
}
