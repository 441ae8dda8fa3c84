package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.migration.Operation;
import dev.bellows.postgres.plan.TableChange.ColumnChange;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.Domain;
import dev.bellows.schema.Index;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Lets upserts of the same new key come one after the other while two unique indexes have that key.
 *
 * <p>INSERT ... ON CONFLICT looks for the key and then inserts; when another got in between, the server starts again, but
 * only if the index that ON CONFLICT names found it: the other index says "duplicate key" (PostgreSQL manual, INSERT;
 * measured on 14 and 18: 7 of 8 clients of a pgbench failed within 6 s). So whoever inserts a key that is not there
 * takes a lock on it first, which lasts as long as the wait for that key in the index would: until the transaction ends.
 *
 * <p>A transaction takes so many of these locks that 32 such transactions fill the server's lock table, 200 where
 * its settings are as delivered, and none for the keys after that: a server out of locks would fail others' statements.
 */
record KeyLocks(List<Index> indexes) {
    KeyLocks {
        indexes = List.copyOf(indexes);
    }

    private static final int TRANSACTIONS = 32;
    private static final String ENOUGH = "enough";
    private static final String NOT_UPSERT = "current_setting('bellows.upsert', true) IS DISTINCT FROM 'on'";
    private static final Pattern MODIFIERS = Pattern.compile("\\([^)]*\\)");

    /** Types that have a hash and an "equals" of their own in every version, by their name without modifiers. */
    private static final Set<String> HASHED = Set.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "boolean",
            "text",
            "character varying",
            "character",
            "uuid",
            "bytea",
            "date",
            "time without time zone",
            "time with time zone",
            "timestamp without time zone",
            "timestamp with time zone",
            "interval",
            "inet",
            "macaddr",
            "macaddr8",
            "jsonb");

    static Optional<KeyLocks> of(PlanContext context) {
        var doubled = context.table().indexes().stream()
                .filter(index -> isDoubled(context, index))
                .toList();
        return doubled.isEmpty() ? Optional.empty() : Optional.of(new KeyLocks(doubled));
    }

    /** Before every other part: what takes contract back has the old names again when these locks begin anew. */
    void first(PlanContext context, TableSteps steps) {
        var locks = locks(context, Row.before(context));
        steps.expand().run(locks);
        steps.contract().end(locks);
    }

    /** After every other part. */
    void last(PlanContext context, TableSteps steps) {
        var locks = locks(context, Row.after(context));
        steps.contract().run(locks);
        steps.purge(locks);
    }

    /**
     * Whether another unique index will have the same key, for as long as both shapes are there. A trigger before the row does
     * not see generated columns yet, so that keys with one of them go without locks.
     */
    private static boolean isDoubled(PlanContext context, Index index) {
        return index.uniqueness() == Index.Uniqueness.UNIQUE
                && index.validity() == Index.Validity.VALID
                && index.columns().stream()
                        .flatMap(name -> context.table().column(name).stream())
                        .noneMatch(column -> column.kind() == Column.ColumnKind.GENERATED)
                && index.columns().stream()
                        .map(context.change().existing()::get)
                        .anyMatch(change -> change != null && doubles(context, change));
    }

    private static boolean doubles(PlanContext context, ColumnChange change) {
        return change.has(Operation.RenameColumn.class)
                || Parts.isCopied(context.catalog(), context.table(), change)
                || (change.has(Operation.DropColumn.class) && makesUnique(context.change()));
    }

    /** A unique index on new columns takes the place of one on the dropped columns that they are computed from. */
    private static boolean makesUnique(TableChange change) {
        return change.rest().stream()
                .anyMatch(operation -> operation instanceof Operation.CreateIndex create
                        && create.sql().head().contains("UNIQUE")
                        && create.columns().stream().anyMatch(change.added()::containsKey));
    }

    /** The server fires the triggers of statements in this order for DO UPDATE: INSERT, then UPDATE (manual 39.1). */
    private SyncDdl locks(PlanContext context, Row row) {
        var enough = "current_setting('bellows.keys_locked', true)";
        var limit =
                ("current_setting('max_locks_per_transaction')::integer * (current_setting('max_connections')::integer"
                                + " + current_setting('max_prepared_transactions')::integer) / %d")
                        .formatted(TRANSACTIONS);
        var body = new ArrayList<String>();
        for (var index : indexes) {
            body.add(take(context, index, row));
        }
        body.add("""
                PERFORM set_config('bellows.keys_locked',
                  CASE WHEN locked < %s
                    THEN locked::text ELSE '%s' END, true);""".formatted(limit, ENOUGH));
        var changed = indexes.stream()
                .flatMap(index -> index.columns().stream())
                .distinct()
                .sorted()
                .map(row::changed)
                .collect(joining(" OR "));
        var room = "%s IS DISTINCT FROM '%s'".formatted(enough, ENOUGH);
        return new SyncTriggers(context.table().name(), context.names().lastMark())
                .reader(
                        "upsert",
                        List.of(),
                        "PERFORM set_config('bellows.upsert', CASE TG_OP WHEN 'UPDATE' THEN 'on' ELSE '' END, true);")
                .beforeStatement("7_insert", "INSERT", "NOT (%s)".formatted(NOT_UPSERT), "upsert")
                .beforeStatement("7_update", "UPDATE", NOT_UPSERT, "upsert")
                .reader(
                        "key",
                        List.of("locked integer := coalesce(nullif(%s, ''), '0');".formatted(enough)),
                        String.join("\n", body))
                .before("8_key_insert", "INSERT", room, "key")
                .before("8_key_update", "UPDATE", "%s AND (%s)".formatted(room, changed), "key")
                .ddl();
    }

    /**
     * DO NOTHING on a key that is there waits for nobody who does the same: they share the lock. Who inserts the key anew
     * waits for them, because it may be deleted before they come to it. DO UPDATE would wait for its row all the same. In
     * a serializable transaction nothing is read: it would be a conflict with whoever inserts beside it (40001).
     */
    private static String take(PlanContext context, Index index, Row row) {
        var parts = index.key().parts();
        var numbers = IntStream.rangeClosed(1, parts.size()).boxed().toList();
        var hash = "x'%s'::bigint".formatted(context.names().seed(index.name()));
        for (var n : numbers) {
            var text = row.isHashed(parts.get(n - 1)) ? "" : "::text";
            hash = "hash_array_extended(ARRAY[mine.k%d%s], %s)".formatted(n, text, hash);
        }
        var known = "false";
        if (parts.stream().allMatch(row::isHashed)) {
            var there = keys(
                    context,
                    index,
                    row.stored(index) + " FROM " + Quoted.table(context.table().name()));
            var same = numbers.stream()
                    .map(n -> "there.k%d = mine.k%d".formatted(n, n))
                    .collect(joining(" AND "));
            known = """
                    %s
                    AND current_setting('transaction_isolation') <> 'serializable'
                    AND EXISTS (
                    SELECT FROM (%s) AS there
                    WHERE %s)""".formatted(NOT_UPSERT, there, same);
        }
        var hasKey = index.key().nulls() == Index.Nulls.EQUAL
                ? "true"
                : numbers.stream().map("mine.k%d IS NOT NULL"::formatted).collect(joining(" AND "));
        return """
                PERFORM CASE WHEN %s
                  THEN pg_advisory_xact_lock_shared(lock.key) ELSE pg_advisory_xact_lock(lock.key) END
                FROM (%s) AS mine, LATERAL (SELECT %s) AS lock (key)
                WHERE %s;
                locked := locked + FOUND::integer;""".formatted(known, keys(context, index, row.written(index)), hash, hasKey);
    }

    /** The key of an index for rows whose columns are called as when the index was read. */
    private static String keys(PlanContext context, Index index, String columns) {
        var parts = index.key().parts();
        var keys = IntStream.rangeClosed(1, parts.size())
                .mapToObj(n -> "%s AS k%d".formatted(parts.get(n - 1).sql(), n))
                .collect(joining(", "));
        return "SELECT %s FROM (SELECT %s) AS %s%s"
                .formatted(
                        keys,
                        columns,
                        Quoted.name(context.table().name().name()),
                        index.key().predicate().map(p -> " WHERE " + p).orElse(""));
    }

    /**
     * The columns of the table before or after contract.
     *
     * @param columns by the name that they have before
     */
    private record Row(Map<String, Column> columns) {

        static Row before(PlanContext context) {
            var columns = new LinkedHashMap<String, Column>();
            context.table().columns().forEach(column -> columns.put(column.name(), column));
            return new Row(columns);
        }

        static Row after(PlanContext context) {
            var columns = new LinkedHashMap<String, Column>();
            for (var column : context.table().columns()) {
                var change = Optional.ofNullable(context.change().existing().get(column.name()));
                columns.put(
                        column.name(),
                        change.map(c -> after(context, column, c)).orElse(column));
            }
            return new Row(columns);
        }

        private static Column after(PlanContext context, Column column, ColumnChange change) {
            var type = change.last(Operation.ChangeType.class)
                    .filter(ignored -> Parts.isCopied(context.catalog(), context.table(), change));
            return new Column(
                    change.has(Operation.DropColumn.class)
                            ? context.names().outgoing(column.name())
                            : change.finalName(),
                    type.map(Operation.ChangeType::type).orElse(column.type()),
                    type.map(Operation.ChangeType::collation).orElse(column.collation()),
                    column.nullability(),
                    Optional.empty(),
                    column.kind(),
                    type.isPresent() ? Column.ColumnTraits.NONE : column.traits());
        }

        /** What an index reads of a row that is written, under the names of before. */
        String written(Index index) {
            return selected(index, "NEW.");
        }

        /** What it reads of a row of the table. */
        String stored(Index index) {
            return selected(index, "");
        }

        private String selected(Index index, String prefix) {
            return index.columns().stream()
                    .map(name -> "%s%s AS %s"
                            .formatted(prefix, Quoted.name(column(name).name()), Quoted.name(name)))
                    .collect(joining(", "));
        }

        String changed(String name) {
            var column = column(name);
            var now = Quoted.name(column.name());
            return Difference.between(column, "NEW." + now, "OLD." + now);
        }

        private Column column(String before) {
            return Optional.ofNullable(columns.get(before))
                    .orElseThrow(() -> new IllegalStateException("an index on a column that is not there: " + before));
        }

        boolean isHashed(Index.Part part) {
            var type = columns.entrySet().stream()
                    .filter(e -> Quoted.name(e.getKey()).equals(part.sql()))
                    .map(e -> base(e.getValue()))
                    .findFirst()
                    .orElse(part.type());
            return HASHED.contains(MODIFIERS.matcher(type).replaceAll(""));
        }

        private static String base(Column column) {
            return column.traits().domain().map(Domain::base).orElse(column.type());
        }
    }
}
