package dev.bellows.plan.draft;

import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.ExpressionKey.Direction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the new columns and the dropped columns of a table that are computed from each other. */
public final class Links {
    private final TableChange change;
    private final Catalog catalog;

    private Links(TableChange change, Catalog catalog) {
        this.change = change;
        this.catalog = catalog;
    }

    /** New columns that are computed, and the dropped columns that hang together with them; those may be none. */
    public record Link(List<ColumnChange> added, List<ColumnChange> dropped) {
        public Link {
            added = List.copyOf(added);
            dropped = List.copyOf(dropped);
        }

        /** Of all its columns. */
        public List<String> names() {
            return Stream.concat(added.stream(), dropped.stream())
                    .map(ColumnChange::name)
                    .toList();
        }
    }

    /** In the order of the new columns in the file. */
    public static List<Link> of(TableChange change, Catalog catalog) {
        var links = new ArrayList<Link>();
        var linked = new HashSet<String>();
        for (var added : change.added().values()) {
            if (!linked.contains(added.name()) && isComputed(change, catalog, added)) {
                var link = new Links(change, catalog).around(added.name());
                links.add(link);
                linked.addAll(link.names());
            }
        }
        return links;
    }

    private static boolean isComputed(TableChange change, Catalog catalog, ColumnChange added) {
        return catalog.expression(new ExpressionKey(change.table().name(), added.name(), Direction.UP))
                .isPresent();
    }

    private Link around(String start) {
        var group = new LinkedHashSet<String>();
        group.add(start);
        while (grow(group)) {
            // until nothing more is connected
        }
        return new Link(
                change.added().values().stream()
                        .filter(added -> group.contains(added.name()))
                        .toList(),
                change.dropped().stream()
                        .filter(dropped -> group.contains(dropped.name()))
                        .toList());
    }

    private boolean grow(Set<String> group) {
        var more = new LinkedHashSet<String>();
        for (var added : change.added().keySet()) {
            for (var dropped : change.dropped()) {
                var connected =
                        reads(added, Direction.UP, dropped.name()) || reads(dropped.name(), Direction.DOWN, added);
                if (connected && (group.contains(added) || group.contains(dropped.name()))) {
                    more.add(added);
                    more.add(dropped.name());
                }
            }
        }
        return group.addAll(more);
    }

    private boolean reads(String column, Direction direction, String source) {
        return catalog.expression(new ExpressionKey(change.table().name(), column, direction))
                .filter(expression -> expression.columns().contains(source))
                .isPresent();
    }
}
