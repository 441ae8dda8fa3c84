package dev.bellows.backfill;

import dev.bellows.store.Control;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** What is done with each chunk of a walk. */
interface ChunkWork {

    /** How long a chunk should take. */
    Duration target(Control control);

    /** The longest that a statement on a chunk of more than one row may run. */
    Duration statementLimit();

    /** Before the first statement of the transaction. */
    void prepare(Connection transaction) throws SQLException;

    /** Does it, in the transaction of the chunk; the number of rows that were written, or that differ. */
    long apply(Connection transaction, Chunk chunk) throws SQLException;
}
