package dev.bellows.mysql.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.Comment;
import dev.bellows.migration.Operation.CommentTarget;
import dev.bellows.migration.Operation.DropColumn;
import dev.bellows.migration.Operation.DropDefault;
import dev.bellows.migration.Operation.RenameColumn;
import dev.bellows.migration.Operation.SetDefault;
import dev.bellows.mysql.grammar.Node;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads ALTER TABLE: each clause is one or more operations. */
final class AlterTableReader {
    private final Context context;
    private final Node.Rule statement;
    private final TableName table;

    AlterTableReader(Context context, Node.Rule statement) {
        this.context = context;
        this.statement = statement;
        this.table = context.table(statement.child("tableName").orElseThrow());
    }

    List<Operation> read() {
        if (statement.has("IGNORE")) {
            context.unsupportedClause(
                    statement,
                    "ALTER IGNORE TABLE drops rows without a word",
                    "Remove IGNORE and mend the rows first.");
        }
        var operations = new ArrayList<Operation>();
        for (var child : statement.children()) {
            if (child instanceof Node.Rule clause) {
                operations.addAll(clause(clause));
            }
        }
        return operations;
    }

    private List<Operation> clause(Node.Rule clause) {
        return switch (clause.name()) {
            case "tableName", "ifExists", "waitNowaitClause", "alterBySetAlgorithm", "alterByLock" -> List.of();
            case "alterByAddColumn" -> definitions(clause).added(table, clause);
            case "alterByAddColumns" -> addColumns(clause);
            case "alterByModifyColumn" -> modify(clause);
            case "alterByChangeColumn" -> change(clause);
            case "alterByRenameColumn" ->
                List.of(new RenameColumn(table, name(clause, 0), name(clause, 1), context.position(clause)));
            case "alterByDropColumn" -> List.of(new DropColumn(table, name(clause, 0), context.position(clause)));
            case "alterByChangeDefault" -> changeDefault(clause);
            case "alterByAddIndex", "alterByAddUniqueKey", "alterByAddSpecialIndex" ->
                new IndexReader(context).added(table, clause);
            case "alterByDropIndex" ->
                List.of(new Operation.DropIndex(table, name(clause, 0), context.position(clause)));
            case "alterByTableOption" -> options(clause);
            default -> unsupported(clause);
        };
    }

    private List<Operation> unsupported(Node.Rule clause) {
        context.unsupported(clause, "ALTER TABLE … " + Context.words(clause));
        return List.of();
    }

    private DefinitionReader definitions(Node.Rule clause) {
        return new DefinitionReader(context, clause.child("columnDefinition").orElseThrow());
    }

    private List<Operation> addColumns(Node.Rule clause) {
        var operations = new ArrayList<Operation>();
        var definitions = clause.children("columnDefinition");
        var names = uids(clause);
        for (var index = 0; index < Math.min(names.size(), definitions.size()); index++) {
            operations.addAll(new DefinitionReader(context, definitions.get(index)).added(table, names.get(index)));
        }
        return operations;
    }

    private List<Operation> change(Node.Rule clause) {
        var operations = new ArrayList<>(modify(clause));
        if (!name(clause, 0).equals(name(clause, 1))) {
            operations.add(new RenameColumn(table, name(clause, 0), name(clause, 1), context.position(clause)));
        }
        return operations;
    }

    private List<Operation> modify(Node.Rule clause) {
        if (clause.has("FIRST") || clause.has("AFTER")) {
            context.unsupportedClause(
                    clause, "moving a column rewrites the table", "Remove FIRST or AFTER: code names its columns.");
            return List.of();
        }
        return definitions(clause).modified(table, name(clause, 0), clause);
    }

    private List<Operation> changeDefault(Node.Rule clause) {
        var value = clause.child("defaultValue");
        var position = context.position(clause);
        return List.of(value.<Operation>map(v -> new SetDefault(table, name(clause, 0), context.text(v), position))
                .orElseGet(() -> new DropDefault(table, name(clause, 0), position)));
    }

    private List<Operation> options(Node.Rule clause) {
        var operations = new ArrayList<Operation>();
        for (var child : clause.children()) {
            if (child instanceof Node.Rule option) {
                if (option.name().equals("tableOptionComment")) {
                    operations.add(new Comment(
                            table,
                            CommentTarget.TABLE,
                            table.name(),
                            comment(context, option),
                            context.position(option)));
                } else {
                    unsupported(option);
                }
            }
        }
        return operations;
    }

    /** The text of a COMMENT clause; an empty one is none. */
    static Optional<String> comment(Context context, Node.Rule clause) {
        return Optional.of(StringLiteral.value(context.text(clause.tokens().getLast())))
                .filter(text -> !text.isEmpty());
    }

    private String name(Node.Rule clause, int index) {
        return context.name(uids(clause).get(index));
    }

    private static List<Node.Rule> uids(Node.Rule clause) {
        return clause.children("uid");
    }
}
