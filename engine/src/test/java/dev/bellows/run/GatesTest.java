package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.dialect.EvidenceReader.Writer;
import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunState;
import dev.bellows.migration.MigrationId;
import dev.bellows.plan.Gate;
import dev.bellows.plan.Plan;
import dev.bellows.plan.StepId;
import dev.bellows.run.GateReport.Verdict;
import dev.bellows.store.Store.FailedRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GatesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RunState VERIFIED = RunState.NEW.on(new RunEvent.Verified(10, 0, List.of()));

    private static Verdict judge(Gate gate, Gates.Facts facts) {
        var limits = new Plan.Limits(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        var plan = new Plan(new MigrationId("V1"), "c", "s", List.of(), List.of(), List.of(gate), limits, List.of());
        return Gates.judge(plan, facts).getFirst().verdict();
    }

    private static Gates.Facts facts(RunState state, List<Writer> writers, Duration sinceExpand) {
        return new Gates.Facts(state, List.of(), writers, List.of(), Optional.of(sinceExpand));
    }

    @Test
    void parity_needs_a_comparison_without_differences_and_no_row_left_out() {
        var left = List.of(new FailedRow(new StepId("migrate.1"), List.of("7"), "bad"));
        assertThat(judge(new Gate.Parity(List.of()), facts(VERIFIED, List.of(), HOUR)))
                .isEqualTo(Verdict.OPEN);
        assertThat(judge(new Gate.Parity(List.of()), facts(RunState.NEW, List.of(), HOUR)))
                .isEqualTo(Verdict.CLOSED);
        assertThat(judge(
                        new Gate.Parity(List.of()),
                        new Gates.Facts(VERIFIED, left, List.of(), List.of(), Optional.of(HOUR))))
                .isEqualTo(Verdict.CLOSED);
    }

    @Test
    void parity_is_void_when_a_value_could_not_be_converted_since() {
        var gate = new Gate.Parity(List.of("u1"));
        var failed = List.of(new Writer("u1", "shop", "u", "h", HOUR));
        var foreign = List.of(new Writer("w1", "shop", "u", "h", Duration.ZERO));
        assertThat(judge(gate, facts(VERIFIED, failed, HOUR))).isEqualTo(Verdict.CLOSED);
        assertThat(judge(gate, facts(VERIFIED, foreign, HOUR))).isEqualTo(Verdict.OPEN);
        var accepted = VERIFIED.on(new RunEvent.Approved("ann", "", List.of("parity")));
        assertThat(judge(gate, facts(accepted, failed, HOUR)))
                .as("nobody can say otherwise")
                .isEqualTo(Verdict.CLOSED);
    }

    @Test
    void old_writers_must_be_silent_for_the_soak_counted_from_expand() {
        var gate = new Gate.OldWritersGone(HOUR, List.of("w1"));
        var recent = List.of(new Writer("w1", "shop", "u", "h", HOUR.minusSeconds(1)));
        var past = List.of(new Writer("w1", "shop", "u", "h", HOUR));
        var foreign = List.of(new Writer("w2", "shop", "u", "h", Duration.ZERO));
        assertThat(judge(gate, facts(VERIFIED, recent, HOUR))).isEqualTo(Verdict.CLOSED);
        assertThat(judge(gate, facts(VERIFIED, past, HOUR))).isEqualTo(Verdict.OPEN);
        assertThat(judge(gate, facts(VERIFIED, foreign, HOUR))).isEqualTo(Verdict.OPEN);
        assertThat(judge(gate, facts(VERIFIED, List.of(), HOUR.minusSeconds(1))))
                .isEqualTo(Verdict.CLOSED);
        var accepted = VERIFIED.on(new RunEvent.Approved("ann", "", List.of("old-writers")));
        assertThat(judge(gate, facts(accepted, recent, HOUR))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void durations_are_said_in_two_units() {
        assertThat(Gates.words(Duration.ofMillis(750))).isEqualTo("0.7s");
        assertThat(Gates.words(Duration.ofSeconds(95))).isEqualTo("1m 35s");
        assertThat(Gates.words(Duration.ofHours(25))).isEqualTo("1d 1h");
    }
}
