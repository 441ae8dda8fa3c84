package dev.bellows.run;

import static dev.bellows.run.GateReport.Verdict.ACCEPTED;
import static dev.bellows.run.GateReport.Verdict.CLOSED;
import static dev.bellows.run.GateReport.Verdict.OPEN;

import dev.bellows.dialect.EvidenceReader.OldSession;
import dev.bellows.dialect.EvidenceReader.Writer;
import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunEvent.Approved;
import dev.bellows.journal.RunState;
import dev.bellows.plan.Action;
import dev.bellows.plan.Gate;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.store.Store.FailedRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges the evidence. Pure. */
public final class Gates {
    private static final int NAMED = 20;

    private Gates() {}

    /**
     * What the database says.
     *
     * @param writers of all watches of the plan
     * @param sinceExpand empty before expand
     */
    public record Facts(
            RunState state,
            List<FailedRow> failedRows,
            List<Writer> writers,
            List<OldSession> sessions,
            Optional<Duration> sinceExpand) {
        public Facts {
            failedRows = List.copyOf(failedRows);
            writers = List.copyOf(writers);
            sessions = List.copyOf(sessions);
        }
    }

    /** What stands before contract: a plan that compares must find no difference, whether it contracts or just ends. */
    static List<Gate> of(Plan plan) {
        if (comparisons(plan).isEmpty() || plan.gates().stream().anyMatch(Gate.Parity.class::isInstance)) {
            return plan.gates();
        }
        var gates = new ArrayList<Gate>();
        gates.add(new Gate.Parity(List.of()));
        gates.addAll(plan.gates());
        return gates;
    }

    /** The steps that compare both shapes. */
    static List<Step> comparisons(Plan plan) {
        return plan.steps(Phase.MIGRATE).stream()
                .filter(step -> step.action() instanceof Action.Verify)
                .toList();
    }

    /** One report per gate, in the order of the plan. */
    public static List<GateReport> judge(Plan plan, Facts facts) {
        return of(plan).stream()
                .map(gate -> switch (gate) {
                    case Gate.Parity parity -> parity(plan, parity.watches(), facts);
                    case Gate.OldWritersGone writers -> oldWriters(writers, facts);
                    case Gate.OldSessionsGone ignored -> oldSessions(facts);
                    case Gate.Approval ignored -> approval(facts);
                })
                .toList();
    }

    /** The names under which the syncs note that a value could not be converted. */
    static List<String> unconverted(Plan plan) {
        return plan.gates().stream()
                .flatMap(gate -> gate instanceof Gate.Parity parity ? parity.watches().stream() : Stream.empty())
                .toList();
    }

    static GateReport parity(Plan plan, Facts facts) {
        return parity(plan, unconverted(plan), facts);
    }

    private static GateReport parity(Plan plan, List<String> watches, Facts facts) {
        var evidence = new ArrayList<String>();
        var unconverted = facts.writers().stream()
                .filter(writer -> watches.contains(writer.watch()))
                .toList();
        facts.state()
                .verification()
                .ifPresentOrElse(
                        verified -> {
                            evidence.add(
                                    "%d rows compared, %d differ".formatted(verified.rows(), verified.differences()));
                            named(verified).ifPresent(evidence::add);
                        },
                        () -> evidence.add("the shapes were not compared since the last change of direction"));
        leftOut(plan, facts.failedRows()).stream()
                .limit(NAMED)
                .forEach(row -> evidence.add("left out by %s: row %s: %s"
                        .formatted(row.step(), String.join(", ", row.key()), row.reason())));
        unconverted.stream()
                .limit(NAMED)
                .forEach(writer ->
                        evidence.add("%s wrote a value %s ago that could not be converted; a comparison names its row"
                                .formatted(who(writer), words(writer.lastSeenAgo()))));
        boolean equal =
                facts.state().verification().filter(v -> v.differences() == 0).isPresent()
                        && facts.failedRows().isEmpty()
                        && unconverted.isEmpty();
        return new GateReport(GateReport.PARITY, equal ? OPEN : CLOSED, evidence);
    }

    private static Optional<String> named(RunEvent.Verified verified) {
        if (verified.keys().isEmpty()) {
            return Optional.empty();
        }
        var which = verified.keys().size() < verified.differences() ? "the first: " : "these: ";
        return Optional.of(which + String.join("; ", verified.keys()));
    }

    /** The rows that a fill could not write; those that a comparison found are named by it. */
    public static List<FailedRow> leftOut(Plan plan, List<FailedRow> rows) {
        var comparisons = comparisons(plan).stream().map(Step::id).toList();
        return rows.stream().filter(row -> !comparisons.contains(row.step())).toList();
    }

    private static GateReport oldWriters(Gate.OldWritersGone gate, Facts facts) {
        var evidence = new ArrayList<String>();
        var writers = facts.writers().stream()
                .filter(writer -> gate.watches().contains(writer.watch()))
                .filter(writer -> writer.lastSeenAgo().compareTo(gate.soak()) < 0)
                .toList();
        writers.stream()
                .limit(NAMED)
                .forEach(writer -> evidence.add("%s wrote through the old shape %s ago (%s)"
                        .formatted(who(writer), words(writer.lastSeenAgo()), writer.watch())));
        boolean soaked = facts.sinceExpand()
                .filter(age -> age.compareTo(gate.soak()) >= 0)
                .isPresent();
        if (!soaked) {
            var expanded = facts.sinceExpand().map(age -> "expand was %s ago".formatted(words(age)));
            evidence.add(
                    "%s; the soak is %s".formatted(expanded.orElse("there was no expand yet"), words(gate.soak())));
        }
        if (evidence.isEmpty()) {
            evidence.add("nobody wrote through the old shape for " + words(gate.soak()));
        }
        return verdict(GateReport.OLD_WRITERS, soaked && writers.isEmpty(), evidence, facts);
    }

    private static String who(Writer writer) {
        return "%s (user %s, from %s)"
                .formatted(
                        writer.application().isEmpty() ? "an unnamed application" : writer.application(),
                        writer.user(),
                        writer.address());
    }

    private static GateReport oldSessions(Facts facts) {
        var evidence = new ArrayList<String>();
        facts.sessions().stream()
                .limit(NAMED)
                .forEach(session -> evidence.add("pid %d (user %s, application %s, from %s) is open for %s"
                        .formatted(
                                session.pid(),
                                session.user(),
                                session.application(),
                                session.address(),
                                words(session.age()))));
        if (evidence.isEmpty()) {
            evidence.add("no session is older than expand");
        }
        return verdict(GateReport.OLD_SESSIONS, facts.sessions().isEmpty(), evidence, facts);
    }

    private static GateReport approval(Facts facts) {
        return facts.state()
                .approval()
                .map(approved -> new GateReport(
                        GateReport.APPROVAL,
                        OPEN,
                        List.of("by " + approved.by() + (approved.note().isEmpty() ? "" : ": " + approved.note()))))
                .orElseGet(() -> new GateReport(
                        GateReport.APPROVAL, CLOSED, List.of("nobody has approved since the last comparison")));
    }

    private static GateReport verdict(String name, boolean open, List<String> evidence, Facts facts) {
        if (open) {
            return new GateReport(name, OPEN, evidence);
        }
        boolean accepted = facts.state()
                .approval()
                .map(Approved::accepted)
                .filter(names -> names.contains(name))
                .isPresent();
        return new GateReport(name, accepted ? ACCEPTED : CLOSED, evidence);
    }

    /** {@code 3d 4h}, {@code 5m 6s} or {@code 0.7s}. */
    static String words(Duration time) {
        if (time.compareTo(Duration.ofMinutes(1)) < 0) {
            return "%d.%ds".formatted(time.toSeconds(), time.toMillisPart() / 100);
        }
        if (time.compareTo(Duration.ofHours(1)) < 0) {
            return time.toMinutes() + "m " + time.toSecondsPart() + "s";
        }
        return time.toDays() > 0
                ? time.toDays() + "d " + time.toHoursPart() + "h"
                : time.toHours() + "h " + time.toMinutesPart() + "m";
    }
}
