package dev.bellows.plan.draft;

import dev.bellows.migration.Operation;
import dev.bellows.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What one migration asks of one existing table: its operations, gathered by the column that they end up in.
 *
 * @param table the table as it is
 * @param existing changes of columns that are there, by today's name
 * @param added new columns, by name, in the order of the file
 * @param rest indexes and comments, in the order of the file
 */
public record TableChange(
        Table table, Map<String, ColumnChange> existing, Map<String, ColumnChange> added, List<Operation> rest) {

    public TableChange {
        existing = new TreeMap<>(existing);
        added = Collections.unmodifiableMap(new LinkedHashMap<>(added));
        rest = List.copyOf(rest);
    }

    /**
     * All operations on one column, in the order of the file; {@code finalName} is its name after the last of them.
     */
    public record ColumnChange(String name, String finalName, List<Operation> operations) {
        public ColumnChange {
            operations = List.copyOf(operations);
        }

        public <T extends Operation> Optional<T> last(Class<T> kind) {
            return operations.stream().filter(kind::isInstance).map(kind::cast).reduce((first, second) -> second);
        }

        public boolean has(Class<? extends Operation> kind) {
            return operations.stream().anyMatch(kind::isInstance);
        }

        public boolean changesDefault() {
            return has(Operation.SetDefault.class) || has(Operation.DropDefault.class);
        }

        ColumnChange with(Operation operation, String nowNamed) {
            var more = new ArrayList<>(operations);
            more.add(operation);
            return new ColumnChange(name, nowNamed, more);
        }
    }

    /** Where a new column stands among those of the file; empty where the file does not add it. */
    public OptionalInt place(String column) {
        var place = List.copyOf(added.keySet()).indexOf(column);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** All columns that are dropped. */
    public List<ColumnChange> dropped() {
        return existing.values().stream()
                .filter(change -> change.has(Operation.DropColumn.class))
                .toList();
    }
}
