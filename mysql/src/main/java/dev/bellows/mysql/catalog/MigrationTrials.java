package dev.bellows.mysql.catalog;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Problem;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.Table;
import dev.bellows.schema.Table.TableKind;
import dev.bellows.schema.TableName;
import dev.bellows.schema.TypeChange;
import dev.bellows.schema.TypeChangeCost;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lets the server judge every expression of a migration, on temporary tables. */
final class MigrationTrials {
    private static final String COLLATION =
            "SELECT TABLE_COLLATION FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";
    private static final Set<TableKind> TABLES = Set.of(TableKind.ORDINARY, TableKind.PARTITIONED);

    private final Session session;
    private final ExpressionText text;
    private final Migration migration;
    private final SortedMap<TableName, Table> tables;
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<ExpressionKey, CheckedExpression> expressions = new TreeMap<>();
    private final SortedMap<TypeChange, TypeChangeCost> rewrites = new TreeMap<>();

    MigrationTrials(Session session, ExpressionText text, Migration migration, SortedMap<TableName, Table> tables) {
        this.session = session;
        this.text = text;
        this.migration = migration;
        this.tables = new TreeMap<>(tables);
    }

    List<Problem> problems() {
        return problems;
    }

    SortedMap<ExpressionKey, CheckedExpression> expressions() {
        return expressions;
    }

    SortedMap<TypeChange, TypeChangeCost> rewrites() {
        return rewrites;
    }

    void run() throws SQLException {
        for (var table : tables.values()) {
            if (TABLES.contains(table.kind())) {
                var collation = session.text(
                        COLLATION, table.name().schema(), table.name().name());
                var trials = new TableTrials(session, text, migration, Shape.today(table, collation));
                trials.run();
                problems.addAll(trials.problems());
                expressions.putAll(trials.expressions());
                rewrites.putAll(trials.rewrites());
            }
        }
    }
}
