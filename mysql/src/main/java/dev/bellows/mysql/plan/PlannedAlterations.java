package dev.bellows.mysql.plan;

import dev.bellows.migration.Migration;
import dev.bellows.migration.SourcePosition;
import dev.bellows.mysql.catalog.Alterations;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.schema.Alteration;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plan needs to know of the server: first how it would change each column itself, then how it would carry out
 * every ALTER TABLE of the plan that follows from that, forward, back and forward again.
 */
public final class PlannedAlterations implements Alterations {
    private final ExpressionText expressions;

    public PlannedAlterations(ExpressionText expressions) {
        this.expressions = expressions;
    }

    @Override
    public List<Sequence> of(Migration parsed, Catalog known, Table table) {
        var migration = parsed.resolved(known);
        if (migration.operations().stream().noneMatch(o -> o.table().equals(table.name()))) {
            return List.of();
        }
        var planning = new TablePlanning(migration, known, table, expressions);
        var natively = planning.natively().stream()
                .filter(change -> !known.alterations().containsKey(new Alteration(table.name(), change.clauses())))
                .map(change -> new Sequence(thereAndBack(change), change.position()))
                .toList();
        if (!natively.isEmpty()) {
            return natively;
        }
        var changes = planning.changes();
        if (changes.isEmpty()) {
            return List.of();
        }
        SourcePosition position = changes.getFirst().position();
        var clauses = new ArrayList<String>();
        changes.forEach(change -> clauses.addAll(thereAndBack(change)));
        return List.of(new Sequence(clauses, position));
    }

    private static List<String> thereAndBack(Change change) {
        return switch (change.back()) {
            case Change.Clauses(var back, var ignored) -> List.of(change.clauses(), back, change.clauses());
            case Change.Needless ignored -> List.of(change.clauses());
            case Change.Never ignored -> List.of(change.clauses());
        };
    }
}
