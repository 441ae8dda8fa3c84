package dev.bellows.mysql.catalog;

import dev.bellows.schema.TableName;

/** Names as SQL. */
final class Quoted {
    private Quoted() {}

    static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String table(TableName table) {
        return name(table.schema()) + "." + name(table.name());
    }
}
