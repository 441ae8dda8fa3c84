package dev.bellows.mysql.catalog;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.mysql.sql.Quoted;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the tables that a migration is about. */
final class TableReader {
    private static final String TABLE = """
            SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, DATA_LENGTH, CREATE_OPTIONS, TABLE_COMMENT
            FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?""";

    private static final String RELATIONS =
            "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?";

    private final Session session;
    private final Map<String, Access> access;
    private final List<Problem> problems = new ArrayList<>();

    /** With what the role may do in each database. */
    TableReader(Session session, Map<String, Access> access) {
        this.session = session;
        this.access = access;
    }

    /** The tables that there are, the names in use beside them, and what stands in the way. */
    record Found(SortedMap<TableName, Table> tables, SortedSet<TableName> relations, List<Problem> problems) {}

    Found read(Migration migration) throws SQLException {
        var tables = new TreeMap<TableName, Table>();
        for (var named : MentionedTables.of(migration).entrySet()) {
            var relation = relation(named.getKey(), named.getValue());
            if (relation.isPresent()) {
                var table = table(relation.get(), named.getValue());
                tables.put(table.name(), table);
            }
        }
        return new Found(tables, relations(migration), problems);
    }

    private record Relation(
            TableName name, String type, String engine, Size size, String options, Optional<String> comment) {
        static Relation of(ResultSet row) throws SQLException {
            return new Relation(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3),
                    Optional.ofNullable(row.getString(4)).orElse(""),
                    new Size(row.getLong(5), row.getLong(6)),
                    Optional.ofNullable(row.getString(7)).orElse(""),
                    Optional.ofNullable(row.getString(8)).filter(text -> !text.isEmpty()));
        }

        TableKind kind() {
            return switch (type) {
                case "VIEW", "SYSTEM VIEW" -> TableKind.VIEW;
                case "SEQUENCE" -> TableKind.FOREIGN;
                case "TEMPORARY" -> TableKind.TEMPORARY;
                default -> options.contains("partitioned") ? TableKind.PARTITIONED : TableKind.ORDINARY;
            };
        }
    }

    /** As it is stored; a server that stores names in lower case finds it under any spelling. */
    private Optional<Relation> relation(TableName asked, SourcePosition position) throws SQLException {
        var found = session.list(TABLE, Relation::of, asked.schema(), asked.name());
        var exact = found.stream().filter(one -> one.name().equals(asked)).findFirst();
        if (exact.isEmpty() && foldsNames()) {
            found = session.list(TABLE, Relation::of, folded(asked.schema()), folded(asked.name()));
            found.forEach(one -> problems.add(Problem.at(
                    position,
                    "table-case",
                    "the server stores names of tables in lower case: %s is %s".formatted(asked, one.name()),
                    "Write %s.".formatted(one.name()))));
        }
        return exact;
    }

    private boolean foldsNames() throws SQLException {
        return !session.text("SELECT @@lower_case_table_names").equals("0");
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private Table table(Relation relation, SourcePosition position) throws SQLException {
        var name = relation.name();
        var allowed = access.getOrDefault(name.schema(), Access.FULL);
        if (relation.kind() != TableKind.ORDINARY && relation.kind() != TableKind.PARTITIONED) {
            return new Table(
                    name,
                    relation.kind(),
                    relation.size(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    new Traits(allowed, relation.comment()));
        }
        check(relation, position);
        var definition = CreateTable.read(session, name);
        var columns = definition.columns();
        return new Table(
                name,
                relation.kind(),
                relation.size(),
                columns,
                definition.indexes(),
                definition.constraints(name.schema()),
                new TriggerQueries(session).triggers(name),
                new DependentQueries(session, name, columns).dependents(),
                new InboundKeyQueries(session, access).keys(name),
                new Traits(allowed, relation.comment()));
    }

    private void check(Relation relation, SourcePosition position) {
        if (!relation.engine().equalsIgnoreCase("InnoDB")) {
            problems.add(Problem.at(
                    position,
                    "not-innodb",
                    "%s is a table of the engine %s, which has no transactions"
                            .formatted(relation.name(), relation.engine()),
                    "Make it an InnoDB table in a maintenance window: ALTER TABLE %s ENGINE = InnoDB"
                            .formatted(Quoted.table(relation.name()))));
        }
        if (relation.type().equals("SYSTEM VERSIONED")) {
            problems.add(Problem.at(
                    position,
                    "system-versioned",
                    "%s is system-versioned: its history is not altered along".formatted(relation.name()),
                    "Change it outside of Bellows; see system_versioning_alter_history."));
        }
    }

    private SortedSet<TableName> relations(Migration migration) throws SQLException {
        var found = new TreeSet<TableName>();
        var schemas = new TreeSet<String>();
        migration.tables().forEach(table -> schemas.add(table.schema()));
        for (var schema : schemas) {
            found.addAll(session.list(RELATIONS, row -> new TableName(row.getString(1), row.getString(2)), schema));
        }
        return found;
    }
}
