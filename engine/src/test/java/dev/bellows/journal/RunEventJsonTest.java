package dev.bellows.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.json.Json;
import dev.bellows.plan.Phase;
import dev.bellows.plan.StepId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunEventJsonTest {
    private static final StepId STEP = new StepId("expand.1");
    private static final List<RunEvent> ALL = List.of(
            new RunEvent.PlanSaved("abc"),
            new RunEvent.StepStarted(STEP),
            new RunEvent.StepFinished(STEP),
            new RunEvent.StepFailed(STEP, "no \"lock\""),
            new RunEvent.StepUndone(STEP),
            new RunEvent.PhaseFinished(Phase.EXPAND),
            new RunEvent.Verified(3_000_000_000L, 2, List.of("1", "2, x")),
            new RunEvent.Approved("ann", "", List.of("old-writers")),
            new RunEvent.RollbackStarted(Phase.CONTRACT),
            new RunEvent.RollbackFinished(Phase.CONTRACT));

    @Test
    void every_variant_comes_back_under_its_own_name() {
        assertThat(ALL).extracting(Object::getClass).containsExactlyInAnyOrder(Arrays.stream(
                        RunEvent.class.getPermittedSubclasses())
                .toArray(Class<?>[]::new));
        for (var event : ALL) {
            var json = RunEventJson.write(event);
            assertThat(json).containsEntry("type", event.getClass().getSimpleName());
            assertThat(RunEventJson.read(Json.readObject(Json.write(json)))).isEqualTo(event);
        }
    }

    @Test
    void an_event_of_a_newer_bellows_is_an_error() {
        assertThatThrownBy(() -> RunEventJson.read(Map.of("type", "Teleported")))
                .hasMessageContaining("Teleported")
                .hasMessageContaining("newer");
    }
}
