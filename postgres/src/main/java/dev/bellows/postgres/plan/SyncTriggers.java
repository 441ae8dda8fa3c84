package dev.bellows.postgres.plan;

import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the functions and triggers of one sync. The names begin with a tilde, so that they sort and therefore fire
 * after users' triggers and see what those made of the row (PostgreSQL manual 39.1); the digit orders them among
 * themselves. ENABLE ALWAYS: rows that logical replication applies are synced too.
 */
final class SyncTriggers {
    /** Set by our own copying sessions, so that a backfill does not go round through the sync. */
    static final String NOT_QUIET = "current_setting('bellows.quiet', true) IS DISTINCT FROM 'on'";

    private final TableName table;
    private final String mark;
    private final List<String> start = new ArrayList<>();
    private final List<String> stop = new ArrayList<>();

    SyncTriggers(TableName table, String mark) {
        this.table = table;
        this.mark = mark;
    }

    /** A function of this sync; the row goes by the bare name of its table and by NEW. */
    SyncTriggers function(String purpose, String body) {
        var text = """

                DECLARE
                  %s ALIAS FOR NEW;
                BEGIN
                %s
                  RETURN NEW;
                END\s""".formatted(Quoted.name(table.name()), body.indent(2).stripTrailing());
        start.add("CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS %s"
                .formatted(function(purpose), Quoted.body(text)));
        stop.add("DROP FUNCTION IF EXISTS %s()".formatted(function(purpose)));
        return this;
    }

    /** A function that may read the table whoever writes; a name means a column where it could be a variable too. */
    SyncTriggers reader(String purpose, List<String> declarations, String body) {
        var declare = declarations.isEmpty()
                ? ""
                : "DECLARE\n" + String.join("\n", declarations).indent(2);
        var text = """

                #variable_conflict use_column
                %sBEGIN
                %s
                  RETURN NEW;
                END\s""".formatted(declare, body.indent(2).stripTrailing());
        start.add("""
                CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql
                  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %s""".formatted(function(purpose), Quoted.body(text)));
        stop.add("DROP FUNCTION IF EXISTS %s()".formatted(function(purpose)));
        return this;
    }

    /** A row trigger before {@code event}, such as {@code UPDATE OF name}. */
    SyncTriggers before(String order, String event, String when, String purpose) {
        return before(order, event, when, purpose, "");
    }

    /** The same with an argument for its function, as SQL. */
    SyncTriggers before(String order, String event, String when, String purpose, String argument) {
        return trigger(order, event, "ROW", when, "%s(%s)".formatted(function(purpose), argument));
    }

    /** A trigger before each statement. */
    SyncTriggers beforeStatement(String order, String event, String when, String purpose) {
        return trigger(order, event, "STATEMENT", when, function(purpose) + "()");
    }

    /** A trigger that notes who writes through the old shape, at most about once a second for each session. */
    SyncTriggers watch(String order, String event, String level, String when) {
        var throttled = when.isEmpty() ? unnoted() : "(%s) AND %s".formatted(when, unnoted());
        return trigger(order, event, level, throttled, "bellows.note_writer('%s')".formatted(watchName()));
    }

    /** A trigger that notes who wrote what could not be converted. */
    SyncTriggers watchUnconverted() {
        return trigger(
                "5_unconverted",
                "INSERT OR UPDATE",
                "ROW",
                "current_setting('bellows.unconverted_' || %s::regclass::oid, true) = 'on'"
                        .formatted(Quoted.literal(Quoted.table(table))),
                "bellows.note_unconverted('%s')".formatted(unconvertedName(mark)));
    }

    /** The name under which a sync notes that a value could not be converted. */
    static String unconvertedName(String mark) {
        return "u" + mark;
    }

    /** The name under which evidence about this sync is kept. */
    String watchName() {
        return "w" + mark;
    }

    SyncDdl ddl() {
        return new SyncDdl(start, stop);
    }

    private SyncTriggers trigger(String order, String event, String level, String when, String call) {
        var name = "\"~bellows_%s_%s\"".formatted(mark, order);
        var condition = when.isEmpty() ? "" : "\n  WHEN (%s)".formatted(when);
        start.add("CREATE TRIGGER %s BEFORE %s ON %s FOR EACH %s%s\n  EXECUTE FUNCTION %s"
                .formatted(name, event, Quoted.table(table), level, condition, call));
        start.add("ALTER TABLE %s ENABLE ALWAYS TRIGGER %s".formatted(Quoted.table(table), name));
        stop.addFirst("DROP TRIGGER IF EXISTS %s ON %s".formatted(name, Quoted.table(table)));
        return this;
    }

    private String function(String purpose) {
        return "bellows.sync_%s_%s".formatted(mark, purpose);
    }

    private String unnoted() {
        return "coalesce(nullif(current_setting('bellows.noted_%s', true), ''), '0')::float8 < date_part('epoch', now())"
                .formatted(watchName());
    }
}
