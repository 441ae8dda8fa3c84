package dev.bellows.mysql.plan;

import dev.bellows.mysql.plan.SyncRule.Until;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.mysql.store.StateDatabase;
import dev.bellows.plan.Action;
import dev.bellows.plan.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The triggers of a table that end at the same time: one BEFORE UPDATE and one BEFORE INSERT, made last, so that they see
 * what users' triggers have made of the row. Bellows' own chunks set {@code @bellows_quiet}.
 *
 * <p>The one for UPDATE is made first: a row that is inserted between the two is unfilled, and a fill finds it.
 */
final class SyncTriggers {
    private final PlanContext context;
    private final SyncText text;
    private final List<SyncRule> rules;
    private final String mark;

    SyncTriggers(PlanContext context, Until until, List<SyncRule> rules) {
        this.context = context;
        this.text =
                new SyncText(context, new StateDatabase(context.table().name().schema()).writer());
        this.rules = rules.stream().filter(rule -> rule.until() == until).toList();
        this.mark = context.names().mark(until.ordinal());
    }

    /** A statement that makes or drops a trigger, and the one that does the opposite. */
    record Ddl(String title, Action.Ddl act, Action.Ddl back) {
        Ddl reversed(String otherTitle) {
            return new Ddl(otherTitle, back, act);
        }
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    List<Ddl> start() {
        return List.of(
                trigger("update", "BEFORE UPDATE", rule -> rule.onUpdate(text)),
                trigger("insert", "BEFORE INSERT", rule -> rule.onInsert(text)));
    }

    List<Ddl> stop() {
        var stop = new ArrayList<Ddl>();
        start().reversed().forEach(ddl -> stop.add(ddl.reversed(ddl.title().replace("keep", "no longer keep"))));
        return stop;
    }

    private Ddl trigger(String event, String when, Function<SyncRule, List<String>> body) {
        var name = context.names().trigger(mark, event);
        var table = context.table().name();
        var statements =
                rules.stream().flatMap(rule -> body.apply(rule).stream()).toList();
        var create = "CREATE TRIGGER %s %s ON %s FOR EACH ROW%nBEGIN%n%s%nEND"
                .formatted(
                        Quoted.table(name),
                        when,
                        Quoted.table(table),
                        SyncText.indented(SyncText.when("@bellows_quiet IS NULL", statements)));
        var probe = Probes.trigger(name);
        return new Ddl(
                "keep both shapes in sync " + when.toLowerCase(Locale.ROOT),
                new Action.Ddl(List.of(table), Drafts.EXCLUSIVE, new SqlStatement(create), probe),
                new Action.Ddl(
                        List.of(table),
                        Drafts.EXCLUSIVE,
                        new SqlStatement("DROP TRIGGER IF EXISTS " + Quoted.table(name)),
                        Probes.not(probe)));
    }
}
