package dev.bellows.cli.text;

import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Step;
import dev.bellows.plan.Walk;
import dev.bellows.run.Gates;
import dev.bellows.run.Status;
import dev.bellows.store.Control;
import dev.bellows.store.Progress;
import java.util.List;
import java.util.Optional;

/** Where runs stand, for people. */
public final class StatusText {
    private static final int BAR = 30;
    private static final int PHASE = 10;
    private static final int SHOWN_ROWS = 10;

    private final Paint paint;
    private final Block out = new Block();

    private StatusText(Paint paint) {
        this.paint = paint;
    }

    /** One run, in full. */
    public static String of(Status status, Paint paint) {
        var text = new StatusText(paint);
        text.one(status);
        text.out.blank().line(OutcomeText.next(status.next(), paint));
        return text.out.toString();
    }

    /** All runs, a line each. */
    public static String of(List<Status> all, Paint paint) {
        if (all.isEmpty()) {
            return "No migration was ever started on this database.\n" + OutcomeText.next("bellows plan FILE", paint)
                    + "\n";
        }
        var out = new Block();
        var width = all.stream()
                .mapToInt(status -> status.plan().migration().value().length())
                .max()
                .orElse(0);
        for (var status : all) {
            var id = status.plan().migration().value();
            var stage = status.stage().words();
            var next = status.next().isEmpty() ? "" : "next: " + status.next();
            out.line(paint.strong(id)
                    + " ".repeat(width - id.length() + 2)
                    + stage
                    + " ".repeat(Math.max(1, 14 - stage.length()))
                    + paint.faint(next));
        }
        return out.toString();
    }

    private void one(Status status) {
        var plan = status.plan();
        out.line(
                paint.strong(plan.migration().value()) + " is " + status.stage().words() + " on " + plan.server());
        status.ages().sinceExpand().ifPresent(age -> out.line("  expanded " + Formats.duration(age) + " ago"));
        status.ages().sinceContract().ifPresent(age -> out.line("  contracted " + Formats.duration(age) + " ago"));
        out.blank();
        for (var phase : Phase.values()) {
            phase(status, phase);
        }
        walks(status);
        if (!status.gates().isEmpty()) {
            out.blank().line(paint.heading("GATES"));
            GateText.reports(out, status.gates(), paint);
        }
        failedRows(status);
        control(status.control());
    }

    private void phase(Status status, Phase phase) {
        var steps = status.plan().steps(phase);
        if (steps.isEmpty()) {
            return;
        }
        var done =
                steps.stream().filter(step -> status.state().isDone(step.id())).count();
        var finished = status.state().finished().contains(phase);
        var open = steps.stream().filter(step -> status.state().open().equals(Optional.of(step.id())));
        var at = open.findFirst();
        var word = finished ? "done" : done > 0 || at.isPresent() ? "begun" : "-";
        var padded = word + " ".repeat(7 - word.length());
        var name = phase.name() + " ".repeat(PHASE - phase.name().length());
        out.line("  " + name + (finished ? paint.good(padded) : padded) + done + " of "
                + Formats.counted(steps.size(), "step"));
        at.ifPresent(step -> out.line(" ".repeat(2 + PHASE) + paint.strong("at " + step.id()) + "  " + step.title()));
    }

    private void walks(Status status) {
        if (status.walks().isEmpty()) {
            return;
        }
        out.blank().line(paint.heading("ROWS"));
        for (var walk : status.walks()) {
            var progress = walk.progress();
            var fraction = progress.finished() == Progress.Extent.FINISHED
                    ? 1
                    : Math.min(0.999, Bar.fraction(progress.visited(), progress.total()));
            var step = status.plan().steps().stream()
                    .filter(candidate -> candidate.id().equals(walk.step()))
                    .findFirst();
            var unit = step.map(StatusText::unit).orElse("row");
            var verb = step.filter(candidate -> candidate.action() instanceof Action.Verify)
                            .isPresent()
                    ? "differ"
                    : "written";
            out.line("  %s  %s %s  %s of %s, %s %s"
                    .formatted(
                            walk.step(),
                            Bar.of(fraction, BAR),
                            Formats.percent(fraction),
                            Formats.count(progress.visited()),
                            Formats.counted(progress.total(), unit),
                            Formats.count(progress.changed()),
                            verb));
        }
    }

    private static String unit(Step step) {
        return switch (step.action()) {
            case Action.Backfill backfill -> unit(backfill.walk());
            case Action.Verify verify -> unit(verify.walk());
            case Action.Transaction ignored -> "row";
            case Action.Ddl ignored -> "row";
            case Action.Scan ignored -> "row";
            case Action.Online ignored -> "row";
        };
    }

    private static String unit(Walk walk) {
        return switch (walk) {
            case Walk.ByKey ignored -> "row";
            case Walk.ByPage ignored -> "page";
        };
    }

    private void failedRows(Status status) {
        var rows = Gates.leftOut(status.plan(), status.failedRows());
        if (rows.isEmpty()) {
            return;
        }
        out.blank().line(paint.heading("FAILED ROWS") + "  " + Formats.count(rows.size()));
        for (var row : rows.subList(0, Math.min(SHOWN_ROWS, rows.size()))) {
            out.line("  %s  (%s)  %s".formatted(row.step(), String.join(", ", row.key()), row.reason()));
        }
        if (rows.size() > SHOWN_ROWS) {
            out.line("  and %d more; all with --json".formatted(rows.size() - SHOWN_ROWS));
        }
    }

    private void control(Control control) {
        var mode = switch (control.mode()) {
            case RUNNING -> "may run";
            case PAUSED -> paint.warning("paused");
        };
        out.blank()
                .line("%s; chunks of %s, max lag %s, max active %d"
                        .formatted(
                                mode,
                                Formats.duration(control.chunk()),
                                Formats.duration(control.maxLag()),
                                control.maxActive()));
    }
}
