package dev.bellows.mysql.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.schema.TableName;
import java.util.Collection;

/** Names and texts as SQL, under the sql_mode of our sessions. */
final class Quoted {
    private Quoted() {}

    static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String names(Collection<String> names) {
        return names.stream().map(Quoted::name).collect(joining(", "));
    }

    static String table(TableName table) {
        return name(table.schema()) + "." + name(table.name());
    }

    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
