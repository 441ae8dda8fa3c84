package dev.bellows.testkit.traffic;

import java.util.EnumSet;
import java.util.Set;

/** What a client sends. */
public enum Op {
    INSERT(8),
    /** Several rows in one statement. */
    INSERT_MANY(3),
    UPDATE(24),
    UPDATE_TO_NULL(5),
    /** Several rows in one statement, each with its own value. */
    UPDATE_MANY(4),
    /** A column that no migration touches. */
    UPDATE_UNRELATED(12),
    /** Every column is set to what it is, as a mapper does that does not know what changed. */
    WRITE_BACK(4),
    UPSERT(10),
    /** An INSERT that leaves out the columns that the migration is about. Only where a version says what that means. */
    INSERT_SHORT(4),
    /** An INSERT that deletes the row that is in its way. */
    REPLACE(4),
    /** An INSERT that does nothing where a row is in its way. */
    INSERT_IGNORE(4),
    /** Several rows from a file of the client. */
    LOAD(2),
    DELETE(5),
    /** The primary key changes. */
    MOVE(2),
    /** One of its own rows, compared with what was acknowledged. */
    SELECT(27);

    private final int weight;

    Op(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }

    /** All but these. */
    public static Set<Op> allBut(Op... others) {
        var ops = EnumSet.allOf(Op.class);
        ops.removeAll(Set.of(others));
        return ops;
    }
}
