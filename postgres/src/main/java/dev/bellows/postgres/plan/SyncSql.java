package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The sync as SQL: what keeps two shapes of a row equal whoever writes.
 *
 * <p>Who wrote is told by what was written, never by who is connected. An UPDATE names its columns, and a trigger
 * on UPDATE OF sees a column that is set to the value it had, or to NULL on a row that is not filled yet. An INSERT does
 * not name them, so a shape counts as given where it differs from its column defaults.
 */
record SyncSql(TableName table, List<Column> columns) {

    SyncSql {
        columns = List.copyOf(columns);
    }

    /** Both shapes follow each other. */
    SyncDdl twoWay(SyncLink link, String mark) {
        var triggers = new SyncTriggers(table, mark);
        if (!link.olds().isEmpty()) {
            watch(link, triggers);
        }
        triggers.function("insert", onInsert(link)).before("1_insert", "INSERT", "", "insert");
        triggers.function("old", onOldWrite(link));
        if (!link.sources().isEmpty()) {
            triggers.before("2_old", "UPDATE OF " + Quoted.names(link.sources()), "", "old");
        }
        if (!link.olds().isEmpty()) {
            followNewWrites(link, triggers);
        }
        triggers.before("4_other", "UPDATE", otherWrite(link), "old");
        if (canFail(link.olds()) || canFail(link.news())) {
            triggers.watchUnconverted();
        }
        return triggers.ddl();
    }

    /** Whether an old column can differ from a new shape that changed; a WHEN cannot evaluate an expression that may fail. */
    private String apart(SyncLink.Target target) {
        return isCopy(target)
                ? Difference.between(
                        target.column(),
                        "NEW." + Quoted.name(target.name()),
                        "NEW." + Quoted.name(target.value().columns().getFirst()))
                : "NOT (%s)".formatted(changed(target.name()));
    }

    /** What new code wrote, and what a user's trigger put into the new shape of a row for which old code wrote nothing. */
    private void followNewWrites(SyncLink link, SyncTriggers triggers) {
        var partly = new PartialWrites(link, triggers);
        partly.remember();
        triggers.function("new", partly.completion(SyncSql::assign) + onNewWrite(link));
        triggers.before("3_new", "UPDATE OF " + Quoted.names(link.newNames()), SyncTriggers.NOT_QUIET, "new");
        var unnamed = "%s AND %s AND %s"
                .formatted(
                        any(link.news(), target -> changed(target.name())),
                        all(link.olds(), target -> "(%s)".formatted(apart(target))),
                        SyncTriggers.NOT_QUIET);
        triggers.before("3_other", "UPDATE", unnamed, "new", PartialWrites.NOTHING_NAMED);
    }

    /** The targets follow the columns that they are computed from; nobody else writes them. */
    SyncDdl oneWay(List<SyncLink.Target> targets, String mark, Unfilled unfilled) {
        var triggers = new SyncTriggers(table, mark);
        var sources = targets.stream()
                .flatMap(target -> target.value().columns().stream())
                .distinct()
                .sorted()
                .toList();
        var when = sources.stream().map(this::changed).collect(joining(" OR "));
        if (unfilled == Unfilled.FILL_ON_ANY_UPDATE) {
            when += targets.stream().map(target -> " OR " + isNull(target)).collect(joining());
        }
        triggers.function("copy", assign(targets)).before("1_insert", "INSERT", "", "copy");
        if (!when.isEmpty()) {
            triggers.before("2_update", "UPDATE", when, "copy");
        }
        if (unfilled == Unfilled.FILL_ON_ANY_UPDATE && canFail(targets)) {
            triggers.watchUnconverted();
        }
        return triggers.ddl();
    }

    /** What a one-way sync does with rows that are not filled yet. */
    enum Unfilled {
        FILL_ON_ANY_UPDATE,
        NONE_LEFT
    }

    /** A value for a column that the new version does not know, where its INSERT leaves it NULL. */
    SyncDdl fillOnInsert(SyncLink.Target target, String mark) {
        var triggers = new SyncTriggers(table, mark);
        var when = isNull(target);
        return triggers.function("copy", assign(List.of(target)))
                .before("1_insert", "INSERT", when, "copy")
                .ddl();
    }

    /** Evidence about writers of a column, without a sync. */
    SyncDdl watchOnly(Column column, String mark) {
        var triggers = new SyncTriggers(table, mark);
        insertEvidence(List.of(new SyncLink.Target(column, NO_VALUE)), triggers);
        return triggers.watch("0_watch_update", "UPDATE OF " + Quoted.name(column.name()), "STATEMENT", "")
                .ddl();
    }

    /** Says so to the trigger that notes it, once for each transaction. */
    private static final String UNCONVERTED = """
            PERFORM pg_catalog.set_config('bellows.unconverted_' || TG_RELID,
              coalesce(nullif(pg_catalog.current_setting('bellows.unconverted_' || TG_RELID, true), ''), 'on'), true);""";

    private static final CheckedExpression NO_VALUE =
            new CheckedExpression("NULL", List.of(), Column.Volatility.IMMUTABLE, CheckedExpression.Safety.TOTAL);

    /** Rows to fill: those whose shapes differ, and those that are empty although the old shape gives something. */
    static String unfilled(SyncLink link, Function<String, String> ref) {
        var empty = all(link.news(), target -> Difference.isNull(target.column(), ref.apply(target.name())));
        if (link.isVolatile()) {
            return empty;
        }
        var differs = differ(link.news(), ref);
        return link.olds().isEmpty()
                ? "(%s) AND (%s)".formatted(differs, empty)
                : "(%s) AND ((%s) OR %s)".formatted(differs, empty, differ(link.olds(), ref));
    }

    /**
     * Rows whose shapes differ: neither is the new one what the old one gives, nor the other way round. An empty new
     * shape is none where the old one is what new code's NULL gives.
     */
    static String mismatch(SyncLink link, Function<String, String> ref) {
        return link.olds().isEmpty() || link.isVolatile()
                ? unfilled(link, ref)
                : "(%s) AND %s".formatted(differ(link.news(), ref), differ(link.olds(), ref));
    }

    private static String differ(List<SyncLink.Target> targets, Function<String, String> ref) {
        return any(
                targets,
                target -> Difference.between(
                        target.column(),
                        ref.apply(target.name()),
                        "(%s)".formatted(target.value().sql())));
    }

    private void watch(SyncLink link, SyncTriggers triggers) {
        insertEvidence(link.olds(), triggers);
        var names = Quoted.names(link.olds().stream().map(SyncLink.Target::name).toList());
        triggers.watch("0_watch_update", "UPDATE OF " + names, "STATEMENT", "");
    }

    private static void insertEvidence(List<SyncLink.Target> olds, SyncTriggers triggers) {
        var tellable = olds.stream()
                .filter(target -> target.column().defaultValue().isEmpty()
                        || target.comparableDefault().isPresent())
                .toList();
        if (!tellable.isEmpty()) {
            triggers.watch("0_watch_insert", "INSERT", "ROW", any(tellable, SyncSql::given));
        }
    }

    private String onInsert(SyncLink link) {
        var given = any(link.news(), SyncSql::given);
        var back = "NULL;";
        if (!link.olds().isEmpty()) {
            back = link.isVolatile()
                    ? assign(link.olds())
                    : guarded(
                            link,
                            "IF %s THEN\n%s\nEND IF;".formatted(differsFromUp(link), body(link.olds())),
                            assign(link.olds()));
        }
        return "IF %s THEN\n%s\n%sELSE\n%s\nEND IF;"
                .formatted(given, indented(back), onlyNewCode(link), indented(assign(link.news())));
    }

    /** Old code must give a NOT NULL column without default, so who leaves it out writes NULL into the new shape. */
    private String onlyNewCode(SyncLink link) {
        var required = link.olds().stream()
                .filter(target -> target.column().isNotNull()
                        && target.column().defaultValue().isEmpty()
                        && !isCopy(target))
                .toList();
        return required.isEmpty()
                ? ""
                : "ELSIF %s THEN\n%s\n".formatted(all(required, SyncSql::isNull), indented(assign(link.olds())));
    }

    /** Whether a target is just another column. */
    private boolean isCopy(SyncLink.Target target) {
        return target.value().columns().stream()
                .map(column -> Quoted.name(table.name()) + "." + Quoted.name(column))
                .anyMatch(target.value().sql()::equals);
    }

    private String onOldWrite(SyncLink link) {
        var unchanged = all(link.news(), target -> "NOT (%s)".formatted(changed(target.name())));
        var changed = link.sources().stream().map(this::changed).collect(joining(" OR "));
        if (changed.isEmpty()) {
            changed = "false";
        }
        var test = link.olds().isEmpty()
                ? "(%s) OR (%s)".formatted(changed, all(link.news(), SyncSql::isNull))
                : "(%s) OR %s".formatted(changed, differsFromDown(link));
        var fill = "IF %s THEN\n%s\nEND IF;".formatted(test, indented(assign(link.news())));
        var safe = guarded(link.olds(), fill, assign(link.news()));
        return "IF %s THEN\n%s\nEND IF;".formatted(unchanged, indented(safe));
    }

    private String onNewWrite(SyncLink link) {
        var test = link.isVolatile()
                ? differsFromDown(link)
                : "(%s) AND (%s)".formatted(differsFromUp(link), differsFromDown(link));
        var back = "IF %s THEN\n%s\nEND IF;".formatted(test, indented(body(link.olds())));
        return guarded(link, back, assign(link.olds()));
    }

    /** A write that named no column of either shape: a user's trigger changed one, or the row is not filled yet. */
    private String otherWrite(SyncLink link) {
        var changed = link.sources().stream().map(this::changed).collect(joining(" OR "));
        var unchanged = all(link.news(), target -> "NOT (%s)".formatted(changed(target.name())));
        var empty = all(link.news(), SyncSql::isNull);
        return changed.isEmpty() ? empty : "((%s) AND %s) OR (%s)".formatted(changed, unchanged, empty);
    }

    private String changed(String column) {
        var name = Quoted.name(column);
        return Difference.between(named(column), "NEW." + name, "OLD." + name);
    }

    private Column named(String column) {
        return columns.stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no column " + column + " in " + table));
    }

    private static String given(SyncLink.Target target) {
        var name = "NEW." + Quoted.name(target.name());
        return target.comparableDefault()
                .map(value -> Difference.between(target.column(), name, "(%s)".formatted(value)))
                .orElseGet(() -> Difference.isNotNull(target.column(), name));
    }

    private static String isNull(SyncLink.Target target) {
        return Difference.isNull(target.column(), "NEW." + Quoted.name(target.name()));
    }

    private static String differsFromUp(SyncLink link) {
        return differs(link.news());
    }

    private static String differsFromDown(SyncLink link) {
        return differs(link.olds());
    }

    private static String differs(List<SyncLink.Target> targets) {
        return differ(targets, column -> "NEW." + Quoted.name(column));
    }

    /** Assignments, each on its own guarded where its expression can fail: a value then becomes NULL, not an error. */
    private static String assign(List<SyncLink.Target> targets) {
        return targets.stream()
                .map(target -> guarded(List.of(target), body(List.of(target)), nulls(List.of(target))))
                .collect(joining("\n"));
    }

    private static String body(List<SyncLink.Target> targets) {
        return targets.stream()
                .map(t -> "NEW.%s := %s;"
                        .formatted(Quoted.name(t.name()), t.value().sql()))
                .collect(joining("\n"));
    }

    private static String nulls(List<SyncLink.Target> targets) {
        return targets.stream()
                .map(t -> "NEW.%s := NULL;\n".formatted(Quoted.name(t.name())))
                .collect(joining("", "", UNCONVERTED));
    }

    private static String guarded(SyncLink link, String body, String fallback) {
        var all = new ArrayList<>(link.olds());
        all.addAll(link.news());
        return guarded(all, body, fallback);
    }

    private static String guarded(List<SyncLink.Target> evaluated, String body, String fallback) {
        return canFail(evaluated)
                ? "BEGIN\n%s\nEXCEPTION WHEN OTHERS THEN\n%s\nEND;".formatted(indented(body), indented(fallback))
                : body;
    }

    /** Whether an expression may raise an error, so that a value becomes NULL. */
    static boolean canFail(List<SyncLink.Target> targets) {
        return targets.stream().anyMatch(t -> t.value().safety() == CheckedExpression.Safety.MAY_FAIL);
    }

    private static String indented(String text) {
        return text.indent(2).stripTrailing();
    }

    private static String any(List<SyncLink.Target> targets, Function<SyncLink.Target, String> condition) {
        return targets.stream().map(condition).collect(joining(" OR ", "(", ")"));
    }

    private static String all(List<SyncLink.Target> targets, Function<SyncLink.Target, String> condition) {
        return targets.stream().map(condition).collect(joining(" AND "));
    }
}
