package dev.bellows.mysql.plan;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What stands behind the name of a column where it is made or changed; both servers take it. */
public final class ColumnDefinition {
    /** MariaDB takes a CHECK only as the last. */
    static final String CHECK = "CHECK";

    private static final String GENERATED = "GENERATED";

    private ColumnDefinition() {}

    /** The whole definition, so that a column that is made with it equals the one that it was read from. */
    public static String of(Column column) {
        var words = new ArrayList<String>();
        words.add(column.type());
        column.collation().ifPresent(collation -> words.add("COLLATE " + collation));
        words.addAll(options(column, option -> option.startsWith(GENERATED)));
        nullability(words, column);
        words.addAll(options(column, option -> !option.startsWith(GENERATED) && !option.startsWith(CHECK)));
        column.defaultValue().ifPresent(value -> words.add("DEFAULT " + value.sql()));
        if (column.kind() == ColumnKind.IDENTITY_BY_DEFAULT) {
            words.add("AUTO_INCREMENT");
        }
        column.traits().comment().ifPresent(comment -> words.add("COMMENT " + Quoted.literal(comment)));
        words.addAll(options(column, option -> option.startsWith(CHECK)));
        return String.join(" ", words);
    }

    /** A generated column says NULL to nobody: MariaDB refuses the word. */
    private static void nullability(List<String> words, Column column) {
        if (column.isNotNull()) {
            words.add("NOT NULL");
        } else if (column.kind() != ColumnKind.GENERATED) {
            words.add("NULL");
        }
    }

    private static List<String> options(Column column, Predicate<String> which) {
        return column.traits().options().stream().filter(which).toList();
    }
}
