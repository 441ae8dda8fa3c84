package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.settings.Redaction;
import dev.bellows.cli.text.Golden;
import dev.bellows.cli.text.OutcomeText.Source;
import dev.bellows.journal.RunState;
import dev.bellows.migration.MigrationId;
import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.plan.StepId;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.run.Standing;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutcomeTest {
    private static final Map<Outcome, Integer> EXITS = exits();

    @Test
    void every_outcome_has_the_exit_code_of_the_contract() {
        EXITS.forEach((outcome, exit) ->
                assertThat(ExitCode.of(outcome).number()).as("%s", outcome).isEqualTo(exit));
        assertThat(EXITS.keySet()).extracting(Object::getClass).containsExactlyInAnyOrder((Class[])
                Outcome.class.getPermittedSubclasses());
    }

    @Test
    void the_codes_are_those_of_the_design() {
        assertThat(Arrays.stream(ExitCode.values()).map(code -> code.number() + " " + code))
                .containsExactly(
                        "0 DONE",
                        "1 UNFORESEEN",
                        "2 USAGE",
                        "3 REFUSED",
                        "4 LINT",
                        "5 PENDING",
                        "6 LEASE_HELD",
                        "7 FAILED",
                        "8 NEEDS_OPERATOR",
                        "9 GATE_CLOSED");
    }

    @Test
    void every_outcome_says_what_state_things_are_in_and_what_to_type() {
        var texts = new StringBuilder();
        for (var outcome : EXITS.keySet()) {
            var captured = new Captured(Screen.Kind.PIPE);
            var source = new Source("migrations/V42__x.sql", "ALTER TABLE users\n  DROP COLUMN nam;\n");
            new Report(captured.screen(), Report.Form.TEXT, new Redaction(Optional.empty())).outcome(outcome, source);
            texts.append("== ").append(outcome.getClass().getSimpleName()).append('\n');
            texts.append(captured.out()).append(captured.err()).append('\n');
            assertThat(captured.out().isEmpty()).isEqualTo(!(outcome instanceof Outcome.Done));
        }
        Golden.check("outcomes.txt", texts.toString());
    }

    @Test
    void every_outcome_is_one_line_of_json() {
        var texts = new StringBuilder();
        for (var outcome : EXITS.keySet()) {
            var captured = new Captured(Screen.Kind.PIPE);
            new Report(captured.screen(), Report.Form.JSON, new Redaction(Optional.empty()))
                    .outcome(outcome, new Source("V42__x.sql", ""));
            assertThat(captured.err()).isEmpty();
            assertThat(captured.out().lines()).hasSize(1);
            texts.append(captured.out());
        }
        Golden.check("outcomes.json", texts.toString());
    }

    private static Map<Outcome, Integer> exits() {
        var id = new MigrationId("V42__x");
        var migrating = new Standing(id, Optional.of(RunState.Stage.MIGRATING), "bellows migrate V42__x");
        var migrated = new Standing(id, Optional.of(RunState.Stage.MIGRATED), "bellows approve V42__x");
        var unknown = new Standing(id, Optional.empty(), "bellows status V42__x");
        var problem = Problem.at(
                new SourcePosition(2, 15), "unknown-column", "public.users has no column nam", "write its name: name");
        var exits = new LinkedHashMap<Outcome, Integer>();
        exits.put(new Outcome.Done(new Standing(id, Optional.of(RunState.Stage.COMPLETE), "")), 0);
        exits.put(new Outcome.Refused(migrating, List.of(problem)), 3);
        exits.put(new Outcome.Paused(migrating, new StepId("migrate.1")), 5);
        exits.put(new Outcome.Held(unknown, "deploy@ci:4711 since 12 s on backend 815"), 6);
        exits.put(new Outcome.Failed(migrating, "migrate.1 Fill name", "disk full"), 7);
        exits.put(new Outcome.NeedsOperator(unknown, "Is the index users_name valid?"), 8);
        exits.put(
                new Outcome.GateClosed(
                        migrated,
                        List.of(
                                new GateReport("parity", GateReport.Verdict.OPEN, List.of("12 345 rows are equal")),
                                new GateReport(
                                        "old-writers",
                                        GateReport.Verdict.CLOSED,
                                        List.of("shop (user app, 10.0.0.7) wrote 12 s ago", "1 h is asked for")),
                                new GateReport("old-sessions", GateReport.Verdict.ACCEPTED, List.of()))),
                9);
        return exits;
    }
}
