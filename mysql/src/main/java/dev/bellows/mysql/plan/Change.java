package dev.bellows.mysql.plan;

import dev.bellows.migration.SourcePosition;
import dev.bellows.plan.Probe;

/**
 * An ALTER TABLE of a plan, before it is known how the server carries it out.
 *
 * @param clauses what stands behind the name of the table, without ALGORITHM and LOCK
 * @param happened whether it has been done
 * @param back what takes it back
 * @param position what in the file it comes from
 */
record Change(String title, String clauses, Probe happened, Back back, SourcePosition position) {

    /** How it is taken back. */
    sealed interface Back {}

    /** By other clauses. */
    record Clauses(String clauses, Probe happened) implements Back {}

    /** It need not be: the reason. */
    record Needless(String why) implements Back {}

    /** It cannot be: the reason. */
    record Never(String why) implements Back {}
}
