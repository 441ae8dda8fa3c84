package dev.bellows.postgres.catalog;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.schema.Table;
import dev.bellows.schema.Table.Access;
import dev.bellows.schema.Table.Size;
import dev.bellows.schema.Table.TableKind;
import dev.bellows.schema.Table.Traits;
import dev.bellows.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the tables that a migration is about. */
final class TableReader {
    private static final String TABLE = """
            SELECT c.oid, c.relkind, c.relispartition, c.reltuples::bigint, pg_relation_size(c.oid),
                   pg_has_role(c.relowner, 'USAGE'), row_security_active(c.oid),
                   EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid),
                   EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid), c.relpersistence,
                   obj_description(c.oid, 'pg_class')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')""";

    private static final String TABLE_OF_INDEX = """
            SELECT t.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_class t ON t.oid = i.indrelid
            WHERE n.nspname = ? AND c.relname = ?""";

    private static final String RELATIONS = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?""";

    private final Session session;
    private final List<Problem> problems = new ArrayList<>();

    TableReader(Session session) {
        this.session = session;
    }

    /** What was found. */
    record Found(SortedMap<TableName, Table> tables, SortedSet<TableName> relations, List<Problem> problems) {}

    Found read(Migration migration) throws SQLException {
        var tables = new TreeMap<TableName, Table>();
        for (var name : names(migration)) {
            var table = table(name);
            if (table.isPresent()) {
                tables.put(name, table.get());
            }
        }
        return new Found(tables, relations(migration), problems);
    }

    private SortedSet<TableName> names(Migration migration) throws SQLException {
        var names = new TreeSet<TableName>();
        for (var operation : migration.operations()) {
            if (isOnIndex(operation)) {
                tableOfIndex(operation, migration).ifPresent(names::add);
            } else {
                names.add(operation.table());
            }
            if (operation instanceof Operation.CreateTable create) {
                names.addAll(create.references());
            }
        }
        migration.directives().forEach(directive -> {
            switch (directive) {
                case Directive.Up up -> names.add(up.table());
                case Directive.Down down -> names.add(down.table());
                case Directive.Retain ignored -> {}
                case Directive.Soak ignored -> {}
                case Directive.LockTimeout ignored -> {}
                case Directive.Allow ignored -> {}
            }
        });
        return names;
    }

    private static boolean isOnIndex(Operation operation) {
        return operation instanceof Operation.DropIndex
                || (operation instanceof Operation.Comment comment && comment.on() == Operation.CommentTarget.INDEX);
    }

    private Optional<TableName> tableOfIndex(Operation operation, Migration migration) throws SQLException {
        var index = operation.table();
        var table = session.first(
                TABLE_OF_INDEX, row -> new TableName(index.schema(), row.getString(1)), index.schema(), index.name());
        var made = migration.operations().stream()
                .anyMatch(other -> other instanceof Operation.CreateIndex create
                        && create.index().equals(index.name())
                        && create.table().schema().equals(index.schema()));
        if (table.isEmpty() && !made) {
            problems.add(Problem.at(
                    operation.position(),
                    "unknown-index",
                    "there is no index " + index,
                    "Correct the name, or remove the statement."));
        }
        return table;
    }

    private SortedSet<TableName> relations(Migration migration) throws SQLException {
        var found = new TreeSet<TableName>();
        var schemas = new TreeSet<String>();
        migration.tables().forEach(table -> schemas.add(table.schema()));
        for (var schema : schemas) {
            found.addAll(session.list(RELATIONS, row -> new TableName(schema, row.getString(1)), schema));
        }
        return found;
    }

    private record Relation(long oid, TableKind kind, Size size, Traits traits) {}

    private Optional<Table> table(TableName name) throws SQLException {
        var relation = session.first(TABLE, TableReader::relation, name.schema(), name.name());
        if (relation.isEmpty()) {
            return Optional.empty();
        }
        var oid = relation.get().oid();
        var constraints = new ConstraintQueries(session);
        return Optional.of(new Table(
                name,
                relation.get().kind(),
                relation.get().size(),
                new ColumnQueries(session).columns(oid),
                constraints.indexes(oid),
                constraints.constraints(oid),
                constraints.triggers(oid),
                new DependentQueries(session).dependents(oid),
                constraints.inboundKeys(oid),
                relation.get().traits()));
    }

    private static Relation relation(ResultSet row) throws SQLException {
        var access = !row.getBoolean(6) ? Access.NOT_OWNER : row.getBoolean(7) ? Access.ROW_SECURITY : Access.FULL;
        return new Relation(
                row.getLong(1),
                kind(row),
                new Size(row.getLong(4), row.getLong(5)),
                new Traits(access, Optional.ofNullable(row.getString(11))));
    }

    private static TableKind kind(ResultSet row) throws SQLException {
        if (row.getString(10).equals("t")) {
            return TableKind.TEMPORARY;
        }
        return switch (row.getString(2)) {
            case "p" -> TableKind.PARTITIONED;
            case "r" -> {
                if (row.getBoolean(3)) {
                    yield TableKind.PARTITION;
                }
                if (row.getBoolean(8)) {
                    yield TableKind.INHERITANCE_PARENT;
                }
                yield row.getBoolean(9) ? TableKind.INHERITANCE_CHILD : TableKind.ORDINARY;
            }
            case "v" -> TableKind.VIEW;
            case "m" -> TableKind.MATERIALIZED_VIEW;
            default -> TableKind.FOREIGN;
        };
    }
}
