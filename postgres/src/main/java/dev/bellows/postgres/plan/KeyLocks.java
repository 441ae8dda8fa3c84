package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.migration.Operation;
import dev.bellows.plan.draft.TableChange;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Column;
import dev.bellows.schema.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final int TRANSACTIONS = 32;
    private static final String ENOUGH = "enough";
    private static final String NOT_UPSERT = "current_setting('bellows.upsert', true) IS DISTINCT FROM 'on'";

    KeyLocks {
        indexes = List.copyOf(indexes);
    }

    static Optional<KeyLocks> of(PlanContext context) {
        var doubled = context.table().indexes().stream()
                .filter(index -> isDoubled(context, index))
                .toList();
        return doubled.isEmpty() ? Optional.empty() : Optional.of(new KeyLocks(doubled));
    }

    /**
     * Before every other part: what takes contract back has the old names again when these locks begin anew, and purge
     * cannot drop a column that their triggers look at.
     */
    void first(PlanContext context, TableSteps steps) {
        var locks = locks(context, KeyRow.before(context));
        steps.expand().run(locks);
        steps.contract().end(locks);
        steps.purge(locks);
    }

    /** After every other part. */
    void last(PlanContext context, TableSteps steps) {
        steps.contract().run(locks(context, KeyRow.after(context)));
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
    private SyncDdl locks(PlanContext context, KeyRow row) {
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
    private static String take(PlanContext context, Index index, KeyRow row) {
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
}
