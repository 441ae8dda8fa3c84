package dev.bellows.mysql.catalog;

import dev.bellows.mysql.catalog.Words.Kind;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The columns of a table that a view reads. The servers write a view with every table as {@code `db`.`table`}, its alias
 * behind it, and every column behind the alias or the table.
 */
final class ViewText {
    private ViewText() {}

    static SortedSet<String> columns(String view, TableName table) {
        var names = dotted(Words.of(view));
        var aliases = new TreeSet<String>();
        var plain = List.of(table.schema(), table.name());
        var columns = new TreeSet<String>();
        for (var name : names) {
            if (name.parts().equals(plain)) {
                name.alias().ifPresent(aliases::add);
            }
        }
        for (var name : names) {
            column(name.parts(), plain, aliases).ifPresent(columns::add);
        }
        return columns;
    }

    private static Optional<String> column(List<String> parts, List<String> table, Set<String> aliases) {
        var isOfTable = parts.size() == 3 && parts.subList(0, 2).equals(table);
        var isOfAlias = parts.size() == 2 && aliases.contains(parts.getFirst());
        return isOfTable || isOfAlias ? Optional.of(parts.getLast()) : Optional.empty();
    }

    /** A name with its dots, and the name that stands behind it with nothing between. */
    private record Dotted(List<String> parts, Optional<String> alias) {}

    private static List<Dotted> dotted(Words words) {
        var found = new ArrayList<Dotted>();
        var list = words.list();
        for (var at = 0; at < list.size(); at++) {
            var word = list.get(at);
            if (word.kind() == Kind.GROUP) {
                found.addAll(dotted(Words.of(word.inner())));
            } else if (word.kind() == Kind.NAME) {
                var parts = new ArrayList<String>(List.of(word.name()));
                while (at + 2 < list.size() && list.get(at + 1).text().equals(".")) {
                    at += 2;
                    parts.add(list.get(at).name());
                }
                var hasAlias = at + 1 < list.size() && list.get(at + 1).kind() == Kind.NAME;
                found.add(new Dotted(
                        parts, hasAlias ? Optional.of(list.get(at + 1).name()) : Optional.empty()));
            }
        }
        return found;
    }
}
