package dev.bellows.mysql.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.migration.SourcePosition;
import dev.bellows.mysql.plan.SyncRule.Until;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.Walk;
import dev.bellows.plan.draft.Draft;
import dev.bellows.schema.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts what the parts of one table contributed into the order of execution. */
record TableAssembly(PlanContext context, TableSteps steps) {

    Map<Phase, List<Draft>> drafts() {
        return Map.of(
                Phase.EXPAND, expand(), Phase.MIGRATE, migrate(), Phase.CONTRACT, contract(), Phase.PURGE, purge());
    }

    /** Every ALTER TABLE of the plan, in the order of execution. */
    List<Change> changes() {
        return Stream.of(
                        steps.expand().stream(),
                        steps.afterFill().stream(),
                        traded().stream(),
                        steps.afterContract().stream(),
                        purges().stream())
                .flatMap(s -> s)
                .toList();
    }

    private List<Draft> expand() {
        var drafts = new ArrayList<Draft>();
        steps.proofs().forEach(proof -> drafts.add(build().verify(proof)));
        steps.expand().forEach(change -> drafts.add(build().alter(change)));
        for (var until : Until.values()) {
            var triggers = triggers(until);
            if (!triggers.isEmpty()) {
                triggers.start().forEach(ddl -> drafts.add(build().start(ddl)));
            }
        }
        return drafts;
    }

    private List<Draft> migrate() {
        var drafts = new ArrayList<Draft>();
        walk().ifPresent(walk -> {
            if (!steps.fills().isEmpty()) {
                drafts.add(build().backfill(backfill(walk)));
            }
        });
        steps.afterFill().forEach(change -> drafts.add(build().alter(change)));
        walk().ifPresent(walk -> {
            if (!steps.comparisons().isEmpty()) {
                drafts.add(build().verify(verify(walk)));
            }
        });
        return drafts;
    }

    private List<Draft> contract() {
        var drafts = new ArrayList<Draft>();
        var ending = triggers(Until.CONTRACT);
        if (!ending.isEmpty()) {
            ending.stop().forEach(ddl -> drafts.add(build().end(ddl, new Reversal.Undo(List.of(ddl.back())))));
        }
        traded().ifPresent(change -> drafts.add(build().provedBack(change, steps.proofsBack())));
        steps.afterContract().forEach(change -> drafts.add(build().alter(change)));
        return drafts;
    }

    private List<Draft> purge() {
        var drafts = new ArrayList<Draft>();
        var ending = triggers(Until.PURGE);
        if (!ending.isEmpty()) {
            ending.stop().forEach(ddl -> drafts.add(build().end(ddl, new Reversal.Final("purge destroys"))));
        }
        purges().forEach(change -> drafts.add(build().alter(change)));
        return drafts;
    }

    /** Indexes before the columns that they are on. */
    private List<Change> purges() {
        var first = steps.purge().stream()
                .filter(change -> !change.clauses().startsWith("DROP COLUMN"))
                .toList();
        var all = new ArrayList<>(first);
        steps.purge().stream().filter(change -> !first.contains(change)).forEach(all::add);
        return all;
    }

    /** All trades of the table in one statement: either all names have traded places, or none. */
    private Optional<Change> traded() {
        var trades = steps.contract();
        if (trades.isEmpty()) {
            return Optional.empty();
        }
        var first = trades.getFirst();
        return Optional.of(new Change(
                trades.stream().map(TableSteps.Trade::title).collect(joining("; ")),
                trades.stream().flatMap(t -> t.clauses().stream()).collect(joining(", ")),
                first.happened(),
                new Change.Clauses(
                        trades.stream().flatMap(t -> t.back().stream()).collect(joining(", ")),
                        Probes.not(first.happened())),
                first.position()));
    }

    private SyncTriggers triggers(Until until) {
        return new SyncTriggers(context, until, steps.rules());
    }

    private Drafts build() {
        return new Drafts(context);
    }

    Optional<Walk.ByKey> walk() {
        return Walks.of(context);
    }

    /**
     * The rows of a chunk are locked at once or not at all, so that a chunk never waits while it holds locks: it can be
     * nobody's deadlock. A column that the server would set by itself keeps its value.
     */
    private Action.Backfill backfill(Walk.ByKey walk) {
        var table = context.table().name();
        var alias = Quoted.name(table.name());
        var fills = steps.fills();
        var set = fills.stream()
                .flatMap(fill -> fill.assignments().stream().map(a -> assignment(fill, a, fills.size())))
                .collect(joining(", "));
        var columns = fills.stream()
                .flatMap(fill -> fill.assignments().stream().map(TableSteps.Assignment::column))
                .toList();
        var keys = walk.columns().stream().map(Quoted::name).collect(joining(", "));
        var head = "UPDATE %s AS %s JOIN (SELECT %s FROM %s AS %s WHERE"
                .formatted(Quoted.table(table), alias, keys, Quoted.table(table), alias);
        var tail = "AND (%s) FOR UPDATE NOWAIT) AS chunk ON %s SET %s%s"
                .formatted(
                        fills.stream().map(fill -> "(" + fill.unfilled() + ")").collect(joining(" OR ")),
                        walk.columns().stream()
                                .map(key -> "%s = chunk.%s".formatted(context.ofRow(key), Quoted.name(key)))
                                .collect(joining(" AND ")),
                        set,
                        keeping());
        return new Action.Backfill(table, walk, head, tail, columns, noisyTriggers());
    }

    private String keeping() {
        return context.table().columns().stream()
                .filter(column -> column.traits().options().stream()
                        .anyMatch(option -> option.toUpperCase(Locale.ROOT).startsWith("ON UPDATE")))
                .map(column -> ", %1$s = %1$s".formatted(context.ofRow(column.name())))
                .collect(joining());
    }

    /** With several links in one pass, a column of one that is in order must not be touched because of another. */
    private String assignment(TableSteps.Fill fill, TableSteps.Assignment assignment, int links) {
        var name = context.ofRow(assignment.column());
        return links == 1
                ? "%s = %s".formatted(name, assignment.expression())
                : "%s = CASE WHEN %s THEN %s ELSE %s END"
                        .formatted(name, fill.unfilled(), assignment.expression(), name);
    }

    /** Nothing silences a user's trigger on these servers. */
    List<String> noisyTriggers() {
        return context.table().triggers().stream()
                .filter(trigger -> trigger.firesOnUpdate() != Trigger.UpdateFiring.NEVER)
                .map(Trigger::name)
                .toList();
    }

    private Action.Verify verify(Walk.ByKey walk) {
        var comparisons = steps.comparisons();
        var mismatch = comparisons.stream().map(c -> "(" + c.mismatch() + ")").collect(joining(" OR ", "AND (", ")"));
        var what = comparisons.stream().map(TableSteps.Comparison::what).collect(joining(", "));
        return new Action.Verify(context.table().name(), walk, Verifications.select(context, walk), mismatch, what);
    }

    /** Where in the file the table is first named. */
    SourcePosition position() {
        return context.migration().operations().stream()
                .filter(operation -> operation.table().equals(context.table().name()))
                .findFirst()
                .orElseThrow()
                .position();
    }
}
