package dev.bellows.mysql.catalog;

/**
 * How a server carries out an ALTER TABLE, the gentlest first (MySQL manual, "Online DDL Operations"; MariaDB, "InnoDB
 * Online DDL Overview").
 */
public enum Algorithm {
    /** A change of the catalogue. On MySQL an added or dropped column spends a row version of the table. */
    INSTANT("ALGORITHM=INSTANT"),
    /** In place beside reads and writes, without copying the rows: a change of the catalogue, or an index that is built. */
    IN_PLACE("ALGORITHM=INPLACE, LOCK=NONE"),
    /** In place beside reads and writes, but the rows are written anew, and a replica stands still as long. */
    REBUILDS("ALGORITHM=INPLACE, LOCK=NONE"),
    /** The rows are copied beside reads and writes; MariaDB from 11.2 on. A replica stands still as long. */
    COPIES("ALGORITHM=COPY, LOCK=NONE"),
    /** Writes wait until it is done. */
    BLOCKS_WRITES("LOCK=SHARED");

    private final String demand;

    Algorithm(String demand) {
        this.demand = demand;
    }

    /** The clauses with which the server refuses the statement rather than carry it out in a worse way. */
    public String demand() {
        return demand;
    }
}
