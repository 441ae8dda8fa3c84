package dev.bellows.cli.text;

import dev.bellows.plan.Gate;
import dev.bellows.run.GateReport;
import java.util.List;

/** Gates in words. */
final class GateText {
    private static final int NAME = 14;
    private static final int VERDICT = 10;
    private static final int EVIDENCE = 72;

    private GateText() {}

    static String condition(Gate gate) {
        return switch (gate) {
            case Gate.Parity ignored -> "every row is equal in both shapes";
            case Gate.OldWritersGone gone ->
                "nobody has written through the old shape for " + Formats.duration(gone.soak());
            case Gate.OldSessionsGone ignored -> "no session is open from before expand";
            case Gate.Approval ignored -> "a person has approved it";
        };
    }

    /** One line for each gate, its evidence beside it. */
    static void reports(Block out, List<GateReport> reports, Paint paint) {
        for (var report : reports) {
            var verdict = Formats.kebab(report.verdict());
            var padded = verdict + " ".repeat(Math.max(1, VERDICT - verdict.length()));
            var label =
                    report.gate() + " ".repeat(Math.max(1, NAME - report.gate().length()));
            var evidence = report.evidence().isEmpty()
                    ? List.of("")
                    : report.evidence().stream()
                            .flatMap(line -> Block.wrapped(line, EVIDENCE).stream())
                            .toList();
            var beside = " ".repeat(2 + NAME + VERDICT);
            out.line("  " + label + painted(report, padded, paint) + evidence.getFirst());
            evidence.stream().skip(1).forEach(line -> out.line(beside + line));
        }
    }

    private static String painted(GateReport report, String text, Paint paint) {
        return switch (report.verdict()) {
            case OPEN -> paint.good(text);
            case CLOSED -> paint.bad(text);
            case ACCEPTED -> paint.warning(text);
        };
    }
}
