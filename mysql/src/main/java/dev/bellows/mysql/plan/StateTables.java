package dev.bellows.mysql.plan;

import dev.bellows.schema.TableName;

/** The tables of our state that triggers write to. */
final class StateTables {
    private StateTables() {}

    /** Who writes through an old shape. */
    static String writers(TableName table) {
        return Quoted.table(new TableName("bellows_" + table.schema(), "writer"));
    }
}
