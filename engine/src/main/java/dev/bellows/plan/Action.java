package dev.bellows.plan;

import dev.bellows.schema.TableName;
import java.util.List;
import java.util.Optional;

/** What a step does, as data: it can be printed, stored and executed, and holds no connection. */
public sealed interface Action {

    /**
     * Statements in one short transaction, behind lock discipline: blockers are looked for first, the wait is bounded,
     * and the outcome is journalled in the same transaction.
     *
     * @param tables the tables whose strongest lock is taken first, in this order
     * @param lock the lock mode that is taken on them, in the server's words
     */
    record Transaction(List<TableName> tables, String lock, List<SqlStatement> statements) implements Action {
        public Transaction {
            tables = List.copyOf(tables);
            statements = List.copyOf(statements);
        }
    }

    /**
     * One statement that commits by itself, as all DDL does on some servers, behind the same discipline: only its waits
     * for locks are bounded. It cannot commit with its journal row, so the probe is asked before each attempt.
     *
     * @param tables the tables whose locks it waits for
     * @param lock the strongest lock that it takes on them, in the server's words
     * @param probe whether it happened; never {@code partial}
     */
    record Ddl(List<TableName> tables, String lock, SqlStatement statement, Probe probe) implements Action {
        public Ddl {
            tables = List.copyOf(tables);
        }
    }

    /**
     * One statement that scans a table in a transaction of its own under a lock that blocks neither reads nor writes;
     * only the wait for the lock is bounded.
     */
    record Scan(TableName table, String lock, SqlStatement statement) implements Action {}

    /**
     * One statement that the server runs only outside a transaction, such as a concurrent index build. No lock
     * timeout: a build that is cut short leaves a wreck behind (measured, pgroll study 1.4).
     *
     * @param cleanup removes what a failed attempt left, if that is needed before the next one
     */
    record Online(TableName table, SqlStatement statement, Optional<SqlStatement> cleanup) implements Action {}

    /**
     * Rows brought into the new shape, chunk by chunk, the watermark in the transaction of the chunk.
     *
     * @param head the statement up to and including WHERE; the chunk's range follows
     * @param tail what follows the range, beginning with AND
     * @param columns the columns that are set
     * @param triggers what fires for each row: users' triggers where the role may not prevent it, and foreign keys that
     *     must be checked, with which users' triggers fire too; nothing of theirs fires when it is empty
     */
    record Backfill(TableName table, Walk walk, String head, String tail, List<String> columns, List<String> triggers)
            implements Action {
        public Backfill {
            columns = List.copyOf(columns);
            triggers = List.copyOf(triggers);
        }
    }

    /**
     * Every row compared, chunk by chunk, without locks. In the phase of migrate rows that differ close the gate of parity;
     * elsewhere they fail the step, before it changes anything.
     *
     * @param select gives one row per differing row, its key as text columns; up to and including WHERE
     * @param mismatch the condition for a difference, after the chunk's range, beginning with AND
     * @param what what is compared, for people
     */
    record Verify(TableName table, Walk walk, String select, String mismatch, String what) implements Action {}
}
