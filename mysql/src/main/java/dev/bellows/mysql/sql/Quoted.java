package dev.bellows.mysql.sql;

import static java.util.stream.Collectors.joining;

import dev.bellows.schema.TableName;
import java.util.Collection;

/** Names and texts as SQL, under the sql_mode of our sessions. */
public final class Quoted {
    private Quoted() {}

    public static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    public static String names(Collection<String> names) {
        return names.stream().map(Quoted::name).collect(joining(", "));
    }

    public static String table(TableName table) {
        return name(table.schema()) + "." + name(table.name());
    }

    public static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
