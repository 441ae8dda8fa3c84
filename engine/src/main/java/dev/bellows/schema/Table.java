package dev.bellows.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table with everything that a planner asks about it.
 *
 * @param name the table
 * @param kind what sort of relation it is
 * @param size estimated rows and bytes
 * @param columns in the order of the table
 * @param indexes sorted by name
 * @param constraints sorted by name
 * @param triggers users' row and statement triggers, sorted by name
 * @param dependents other objects that refer to columns, sorted
 * @param inboundKeys foreign keys that point at it, sorted by table and name
 * @param traits what is said of it as a whole
 */
public record Table(
        TableName name,
        TableKind kind,
        Size size,
        List<Column> columns,
        List<Index> indexes,
        List<Constraint> constraints,
        List<Trigger> triggers,
        List<Dependent> dependents,
        List<InboundKey> inboundKeys,
        Traits traits) {

    public Table {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        constraints = List.copyOf(constraints);
        triggers = List.copyOf(triggers);
        dependents = List.copyOf(dependents);
        inboundKeys = List.copyOf(inboundKeys);
    }

    /** What sort of relation it is. */
    public enum TableKind {
        ORDINARY,
        PARTITIONED,
        PARTITION,
        INHERITANCE_PARENT,
        INHERITANCE_CHILD,
        VIEW,
        MATERIALIZED_VIEW,
        FOREIGN,
        TEMPORARY
    }

    /** Estimated rows (negative: never analysed) and the bytes of the heap. */
    public record Size(long rows, long bytes) {}

    /**
     * What is said of a table as a whole.
     *
     * @param access what stands between the migration's role and all rows, if anything
     * @param comment the comment on the table, if any
     */
    public record Traits(Access access, Optional<String> comment) {}

    /** What the migration's role may do with the table. */
    public enum Access {
        FULL,
        NOT_OWNER,
        ROW_SECURITY
    }

    public Access access() {
        return traits.access();
    }

    public Optional<String> comment() {
        return traits.comment();
    }

    public Optional<Column> column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    public Optional<Constraint> primaryKey() {
        return constraints.stream()
                .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY)
                .findFirst();
    }

    /** Constraints that name a column, and keys whose index includes it: without the column they would go as well. */
    public List<Constraint> constraintsOn(String column) {
        return constraints.stream()
                .filter(c -> c.columns().contains(column)
                        || indexOf(c)
                                .filter(index -> index.columns().contains(column))
                                .isPresent())
                .toList();
    }

    private Optional<Index> indexOf(Constraint constraint) {
        return indexes.stream()
                .filter(i -> i.constraint().filter(constraint.name()::equals).isPresent())
                .findFirst();
    }

    public List<Dependent> dependentsOn(String column) {
        return dependents.stream().filter(d -> d.column().equals(column)).toList();
    }
}
