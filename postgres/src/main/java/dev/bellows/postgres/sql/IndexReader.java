package dev.bellows.postgres.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.CreateIndex;
import dev.bellows.migration.Operation.DropIndex;
import dev.bellows.migration.Operation.IndexText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads CREATE INDEX and DROP INDEX. CONCURRENTLY makes no difference: the plan decides how an index is built. */
final class IndexReader {
    private final Context context;
    private final Tokens tokens;

    IndexReader(Context context, Tokens tokens) {
        this.context = context;
        this.tokens = tokens;
    }

    List<Operation> create(Node statement) {
        var first = tokens.first();
        if (!statement.has("idxname")) {
            context.refuse(first, "unnamed-index", "the index has no name", "Name it: CREATE INDEX name ON …");
            return List.of();
        }
        var relation = statement.typed("relation").orElseThrow();
        if (!relation.flag("inh")) {
            context.unsupportedClause(first, "ON ONLY makes an index that is not valid", "Remove ONLY.");
            return List.of();
        }
        var index = statement.text("idxname");
        var afterIndex = tokens.keyword("index").orElseThrow() + 1;
        var name = nameIndex(statement, afterIndex);
        var text = new IndexText(
                tokens.slice(0, afterIndex).text(), tokens.from(name).text());
        return context.relation(relation, first)
                .map(table -> List.<Operation>of(
                        new CreateIndex(table, index, text, columns(statement), context.position(first))))
                .orElse(List.of());
    }

    private int nameIndex(Node statement, int afterIndex) {
        return afterIndex + (statement.flag("concurrent") ? 1 : 0) + (statement.flag("if_not_exists") ? 3 : 0);
    }

    /** In the order in which they are first mentioned. */
    private static List<String> columns(Node statement) {
        Set<String> columns = new LinkedHashSet<>();
        for (var list : List.of("indexParams", "indexIncludingParams")) {
            for (var element : statement.nodes(list)) {
                element.optionalText("name").ifPresent(columns::add);
                element.node("expr").ifPresent(expression -> addReferences(expression, columns));
            }
        }
        statement.node("whereClause").ifPresent(condition -> addReferences(condition, columns));
        return new ArrayList<>(columns);
    }

    private static void addReferences(Node expression, Set<String> columns) {
        expression.all().stream()
                .filter(node -> node.is("ColumnRef"))
                .map(node -> node.names("fields"))
                .filter(names -> !names.isEmpty())
                .forEach(names -> columns.add(names.getLast()));
    }

    List<Operation> drop(Node statement) {
        var first = tokens.first();
        if (!statement.text("removeType").equals("OBJECT_INDEX")) {
            context.unsupported(first, StatementReader.kind(tokens));
            return List.of();
        }
        if (statement.text("behavior").equals("DROP_CASCADE")) {
            context.unsupportedClause(
                    tokens.get(tokens.size() - 1),
                    "DROP INDEX … CASCADE drops what it does not name",
                    "Drop what depends on the index first, by name.");
            return List.of();
        }
        var names = dropped(statement).split(",");
        var operations = new ArrayList<Operation>();
        for (var index = 0; index < names.size(); index++) {
            var token = names.get(index).first();
            context.relation(statement.nodes("objects").get(index).names("items"), token)
                    .ifPresent(name -> operations.add(new DropIndex(name, name.name(), context.position(token))));
        }
        return operations;
    }

    private Tokens dropped(Node statement) {
        return tokens.from(2 + (statement.flag("concurrent") ? 1 : 0) + (statement.flag("missing_ok") ? 2 : 0));
    }
}
