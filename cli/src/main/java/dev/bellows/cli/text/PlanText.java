package dev.bellows.cli.text;

import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.Step;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A plan for people: every step with what traffic feels, the exact SQL, and what takes it back. */
public final class PlanText {
    private static final int WIDTH = 100;
    private static final String MARGIN = "  ";
    private static final int LABEL = 7;

    private final Paint paint;
    private final Block out = new Block();

    private PlanText(Paint paint) {
        this.paint = paint;
    }

    /**
     * The text, without the next command.
     *
     * @param sizes of the tables, as far as they are known
     */
    public static String of(Plan plan, SortedMap<TableName, Table.Size> sizes, Paint paint) {
        var text = new PlanText(paint);
        text.header(plan, sizes);
        for (var phase : Phase.values()) {
            if (phase == Phase.CONTRACT && !plan.gates().isEmpty()) {
                text.gates(plan);
            }
            if (!plan.steps(phase).isEmpty()) {
                text.phase(plan, phase);
            }
        }
        text.notes(plan.notes());
        return text.out.toString();
    }

    private void header(Plan plan, SortedMap<TableName, Table.Size> sizes) {
        out.line(paint.strong("Plan for " + plan.migration()) + " on " + plan.server());
        var width = plan.tables().stream()
                .mapToInt(table -> table.toString().length())
                .max()
                .orElse(0);
        for (var table : plan.tables()) {
            var size = sizes.get(table);
            out.line(MARGIN
                    + table
                    + (size == null ? "" : " ".repeat(width - table.toString().length()) + size(size)));
        }
        var limits = plan.limits();
        out.line(MARGIN
                + "waits at most %s for a lock, aims at chunks of %s, keeps the old shape for %s"
                        .formatted(
                                Formats.duration(limits.lockTimeout()),
                                Formats.duration(limits.chunk()),
                                Formats.duration(limits.retention())));
    }

    private static String size(Table.Size size) {
        var rows = size.rows() < 0 ? "rows unknown (never analysed)" : Formats.counted(size.rows(), "row");
        return "   %s, %s".formatted(rows, Formats.bytes(size.bytes()));
    }

    private void phase(Plan plan, Phase phase) {
        out.blank().line(paint.heading(phase.name()) + "  " + paint.faint(purpose(phase)));
        var steps = plan.steps(phase);
        var indent = steps.stream()
                        .mapToInt(step -> step.id().value().length())
                        .max()
                        .orElse(0)
                + 2;
        for (var step : steps) {
            step(step, indent);
        }
    }

    private static String purpose(Phase phase) {
        return switch (phase) {
            case EXPAND -> "adds the new shape and starts the sync";
            case MIGRATE -> "fills the new shape and checks it";
            case CONTRACT -> "hides the old shape and keeps it in sync";
            case PURGE -> "destroys the old shape; there is no way back";
        };
    }

    private void step(Step step, int indent) {
        var id = step.id().value();
        var margin = MARGIN + " ".repeat(indent);
        var room = WIDTH - margin.length() - LABEL;
        out.blank();
        out.line(MARGIN + paint.strong(id) + " ".repeat(indent - id.length()) + paint.strong(step.title()));
        out.labelled(margin, "feels", LABEL, Block.wrapped(ImpactText.of(step.impact()), room));
        out.labelled(margin, "lock", LABEL, Block.wrapped(lock(step), room));
        out.labelled(margin, "cost", LABEL, Block.wrapped(cost(step), room));
        out.labelled(margin, "run", LABEL, SqlText.of(step.action()));
        if (step.action() instanceof Action.Online online && online.cleanup().isPresent()) {
            out.labelled(margin, "retry", LABEL, SqlText.lines(online.cleanup().get()));
        }
        out.labelled(margin, "undo", LABEL, undo(step.reversal(), room));
    }

    private static String lock(Step step) {
        var tables = tables(step.action()).stream().map(TableName::toString).toList();
        var on = tables.isEmpty() ? "" : " on " + String.join(", ", tables);
        return step.impact().lock().isBlank() ? "none" : step.impact().lock() + on;
    }

    private static List<TableName> tables(Action action) {
        return switch (action) {
            case Action.Transaction transaction -> transaction.tables();
            case Action.Ddl ddl -> ddl.tables();
            case Action.Scan scan -> List.of(scan.table());
            case Action.Online online -> List.of(online.table());
            case Action.Backfill backfill -> List.of(backfill.table());
            case Action.Verify verify -> List.of(verify.table());
        };
    }

    private static String cost(Step step) {
        var estimate = step.estimate();
        var parts = new ArrayList<String>();
        if (estimate.rows() == 0 && estimate.bytes() == 0) {
            parts.add("catalogue only");
        } else {
            parts.add(Formats.counted(estimate.rows(), "row"));
            parts.add(Formats.bytes(estimate.bytes()));
        }
        parts.add("about " + Formats.duration(estimate.time()));
        if (step.action() instanceof Action.Backfill backfill
                && !backfill.triggers().isEmpty()) {
            parts.add("fires " + String.join(", ", backfill.triggers()) + " for each row");
        }
        return String.join(", ", parts);
    }

    private List<String> undo(Reversal reversal, int room) {
        return switch (reversal) {
            case Reversal.Undo undo -> SqlText.of(undo.actions());
            case Reversal.Nothing nothing -> Block.wrapped("nothing to undo: " + nothing.why(), room);
            case Reversal.Final last ->
                Block.wrapped("cannot be undone: " + last.why(), room).stream()
                        .map(paint::warning)
                        .toList();
        };
    }

    private void gates(Plan plan) {
        out.blank().line(paint.heading("GATES") + "  " + paint.faint("what must hold before contract"));
        out.blank();
        for (var gate : plan.gates()) {
            out.labelled(MARGIN, "-", 2, Block.wrapped(GateText.condition(gate), WIDTH - 4));
        }
    }

    private void notes(List<String> notes) {
        if (notes.isEmpty()) {
            return;
        }
        out.blank().line(paint.heading("NOTES")).blank();
        for (var note : notes) {
            out.labelled(MARGIN, "-", 2, Block.wrapped(note, WIDTH - 4));
        }
    }
}
