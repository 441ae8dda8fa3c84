package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.draft.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts what the parts of one table contributed into the order of execution. */
record TableAssembly(PlanContext context, TableSteps steps) {

    Map<Phase, List<Draft>> drafts() {
        return Map.of(
                Phase.EXPAND, expand(), Phase.MIGRATE, migrate(), Phase.CONTRACT, contract(), Phase.PURGE, purge());
    }

    private List<Draft> expand() {
        return steps.expand().isEmpty() ? List.of() : List.of(exclusive(steps.expand()));
    }

    private List<Draft> migrate() {
        var drafts = new ArrayList<Draft>();
        if (!steps.fills().isEmpty()) {
            drafts.add(context.drafts().backfill(backfill()));
        }
        drafts.addAll(steps.afterFill());
        if (!steps.comparisons().isEmpty()) {
            drafts.add(context.drafts().verify(verify()));
        }
        return drafts;
    }

    private List<Draft> contract() {
        var drafts = new ArrayList<>(steps.beforeContract());
        if (!steps.contract().isEmpty()) {
            drafts.add(exclusive(steps.contract()));
        }
        drafts.addAll(steps.afterContract());
        return drafts;
    }

    private List<Draft> purge() {
        var drafts = new ArrayList<>(steps.beforePurge());
        if (!steps.purge().isEmpty()) {
            drafts.add(context.drafts()
                    .exclusive("destroy the old shape", steps.purge(), new Reversal.Final("purge destroys")));
        }
        return drafts;
    }

    private Draft exclusive(TableSteps.Exclusive step) {
        var actions = step.last().isEmpty() ? undoAtOnce(step) : undoOnceProved(step);
        var reversal = actions.isEmpty()
                ? new Reversal.Nothing("it leaves nothing that the old version would notice")
                : new Reversal.Undo(actions);
        return context.drafts().locking(step.others()).exclusive(step.title(), step.statements(), reversal);
    }

    /** Brings back at once what applications need, then proves NOT NULL without holding them up. */
    private List<Action> undoAtOnce(TableSteps.Exclusive step) {
        var drafts = context.drafts().locking(step.others());
        var undo = new ArrayList<>(step.undo());
        step.restores().forEach(r -> undo.add(NotNull.addCheck(context, r.column(), r.check())));
        var actions = new ArrayList<Action>();
        if (!undo.isEmpty()) {
            actions.add(drafts.transaction(undo));
        }
        step.restores().forEach(r -> actions.add(drafts.validation(r.check())));
        if (!step.restores().isEmpty()) {
            actions.add(drafts.transaction(settled(step)));
        }
        actions.addAll(step.validations());
        return actions;
    }

    /** Where a primary key or an identity comes back, NOT NULL must be proved before the names are traded back. */
    private List<Action> undoOnceProved(TableSteps.Exclusive step) {
        var drafts = context.drafts();
        var actions = new ArrayList<Action>();
        for (var restore : step.restores()) {
            actions.add(drafts.proof(restore.away(), restore.column()));
            actions.add(drafts.transaction(List.of(
                    NotNull.dropCheck(context, restore.check()),
                    NotNull.addCheck(context, restore.away(), restore.check()))));
            actions.add(drafts.validation(restore.check()));
        }
        var undo = new ArrayList<>(step.undo());
        undo.addAll(settled(step));
        undo.addAll(step.last());
        actions.add(drafts.locking(step.others()).transaction(undo));
        actions.addAll(step.validations());
        return actions;
    }

    private List<String> settled(TableSteps.Exclusive step) {
        return step.restores().stream()
                .flatMap(r -> NotNull.settle(context, r.column(), r.check()).stream())
                .toList();
    }

    private Action.Backfill backfill() {
        var table = context.table().name();
        var fills = steps.fills();
        var set = fills.stream()
                .flatMap(fill -> fill.assignments().stream().map(a -> assignment(fill, a, fills.size())))
                .collect(joining(", "));
        var columns = fills.stream()
                .flatMap(fill -> fill.assignments().stream().map(TableSteps.Assignment::column))
                .toList();
        var head = "UPDATE %s AS %s SET %s WHERE ".formatted(Quoted.table(table), Quoted.name(table.name()), set);
        var tail = fills.stream().map(fill -> "(" + fill.mismatch() + ")").collect(joining(" OR ", " AND (", ")"));
        return new Action.Backfill(
                table, Walks.of(context), head, tail, columns, Walks.noisyTriggers(context, columns));
    }

    /** With several links in one pass, a column of one that is in order must not be touched because of another. */
    private String assignment(TableSteps.Fill fill, TableSteps.Assignment assignment, int links) {
        var name = Quoted.name(assignment.column());
        return links == 1
                ? "%s = %s".formatted(name, assignment.expression())
                : "%s = CASE WHEN %s THEN %s ELSE %s END"
                        .formatted(name, fill.mismatch(), assignment.expression(), context.ofRow(assignment.column()));
    }

    private Action.Verify verify() {
        var table = context.table().name();
        var comparisons = steps.comparisons();
        var mismatch = comparisons.stream().map(c -> "(" + c.mismatch() + ")").collect(joining(" OR ", " AND (", ")"));
        var what = comparisons.stream().map(TableSteps.Comparison::what).collect(joining(", "));
        var select = "SELECT %s FROM %s AS %s WHERE "
                .formatted(Walks.keys(context), Quoted.table(table), Quoted.name(table.name()));
        return new Action.Verify(table, Walks.of(context), select, mismatch, what);
    }
}
