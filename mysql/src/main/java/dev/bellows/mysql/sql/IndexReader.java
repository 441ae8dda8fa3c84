package dev.bellows.mysql.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.CreateIndex;
import dev.bellows.migration.Operation.DropIndex;
import dev.bellows.migration.Operation.IndexText;
import dev.bellows.mysql.grammar.Node;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads CREATE INDEX, DROP INDEX and the clauses of ALTER TABLE that say the same, which become clauses of ALTER TABLE. ALGORITHM
 * and LOCK make no difference: the plan decides how an index is built.
 */
final class IndexReader {
    private static final Set<String> OPTIONS = Set.of("indexType", "indexOption");

    private final Context context;

    IndexReader(Context context) {
        this.context = context;
    }

    List<Operation> create(Node.Rule statement) {
        var table = statement.child("tableName").orElseThrow();
        return operation(context.table(table), statement, "CREATE INDEX name ON …");
    }

    List<Operation> drop(Node.Rule statement) {
        var table = context.table(statement.child("tableName").orElseThrow());
        var name = context.name(statement.child("uid").orElseThrow());
        return List.of(new DropIndex(table, name, context.position(statement)));
    }

    /** An index that ALTER TABLE adds. */
    List<Operation> added(TableName table, Node.Rule clause) {
        return operation(table, clause, "ADD INDEX name (…)");
    }

    private List<Operation> operation(TableName table, Node.Rule node, String form) {
        var names = node.children("uid");
        if (names.isEmpty()) {
            context.refuse(node, "unnamed-index", "the index has no name", "Name it: " + form);
            return List.of();
        }
        var keys = node.child("indexColumnNames").orElseThrow();
        var text = new StringBuilder(context.text(names.getLast()));
        options(node, 0, keys.start()).forEach(option -> text.append(' ').append(option));
        text.append(' ').append(context.text(keys));
        options(node, keys.end(), node.end()).forEach(option -> text.append(' ').append(option));
        return List.of(new CreateIndex(
                table,
                context.name(names.getLast()),
                new IndexText(head(node), text.toString()),
                columns(keys),
                context.position(node)));
    }

    private List<String> options(Node.Rule node, int from, int to) {
        return node.children().stream()
                .filter(child -> child instanceof Node.Rule rule && OPTIONS.contains(rule.name()))
                .filter(child -> child.start() >= from && child.end() <= to)
                .map(context::text)
                .toList();
    }

    private static String head(Node.Rule node) {
        var kind = node.tokens().stream()
                .map(token -> token.name().toUpperCase(Locale.ROOT))
                .filter(Set.of("UNIQUE", "FULLTEXT", "SPATIAL")::contains)
                .findFirst();
        return kind.map(word -> "ADD " + word + " INDEX").orElse("ADD INDEX");
    }

    /** In the order in which they are first mentioned. */
    private List<String> columns(Node.Rule keys) {
        var columns = new LinkedHashMap<String, String>();
        for (var key : keys.children("indexColumnName")) {
            var name = key.child("uid").map(context::name);
            var mentioned = name.map(List::of)
                    .orElseGet(() -> ColumnReferences.in(key).stream()
                            .map(context::column)
                            .toList());
            mentioned.forEach(column -> columns.putIfAbsent(Names.folded(column), column));
        }
        return new ArrayList<>(columns.values());
    }
}
