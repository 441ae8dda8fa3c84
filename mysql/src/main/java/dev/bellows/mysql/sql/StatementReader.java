package dev.bellows.mysql.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.CreateTable;
import dev.bellows.mysql.grammar.Node;
import dev.bellows.mysql.grammar.Statement;
import dev.bellows.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Turns one statement into operations. */
final class StatementReader {
    private static final Set<String> IGNORED_SETTINGS =
            Set.of("lock_wait_timeout", "innodb_lock_wait_timeout", "max_statement_time", "max_execution_time");

    private final Context context;

    StatementReader(Context context) {
        this.context = context;
    }

    List<Operation> read(Statement.Understood statement) {
        var tree = statement.tree();
        return switch (tree.name()) {
            case "alterTable" -> new AlterTableReader(context, tree).read();
            case "columnCreateTable" -> createTable(statement);
            case "createIndex" -> new IndexReader(context).create(tree);
            case "dropIndex" -> new IndexReader(context).drop(tree);
            case "updateStatement" -> new UpdateReader(context).read(tree);
            case "setVariable" -> setting(tree);
            case "setNames" -> characterSet(tree);
            case "startTransaction", "beginWork", "commitWork" -> List.of(); // FileReader looks at their places
            case "useStatement" -> use(tree);
            default -> {
                context.unsupported(tree, Context.words(tree));
                yield List.of();
            }
        };
    }

    private List<Operation> createTable(Statement.Understood statement) {
        var tree = statement.tree();
        var table = context.table(tree.child("tableName").orElseThrow());
        if (tree.has("TEMPORARY")) {
            context.unsupportedClause(tree, "a temporary table ends with its session", "Create an ordinary table.");
            return List.of();
        }
        if (tree.has("REPLACE")) {
            context.unsupportedClause(tree, "OR REPLACE drops the table that is there", "Write CREATE TABLE alone.");
            return List.of();
        }
        return List.of(new CreateTable(
                table, context.script().text(statement), references(tree, table), context.position(tree)));
    }

    private List<TableName> references(Node.Rule tree, TableName self) {
        var names = new TreeSet<TableName>();
        tree.descendants("referenceDefinition").stream()
                .flatMap(reference -> reference.child("tableName").stream())
                .forEach(name -> names.add(context.table(name)));
        names.remove(self);
        return List.copyOf(names);
    }

    private List<Operation> setting(Node.Rule tree) {
        for (var variable : tree.children("variableClause")) {
            var words = context.text(variable).strip().split("[\\s.]+");
            var name = words[words.length - 1].replace("@", "").toLowerCase(Locale.ROOT);
            if (!IGNORED_SETTINGS.contains(name)) {
                context.unsupported(variable, "SET " + name);
            }
        }
        return List.of();
    }

    private List<Operation> characterSet(Node.Rule tree) {
        var utf8 = tree.child("charsetName")
                .map(context::text)
                .filter(name -> name.replaceAll("['\"]", "").equalsIgnoreCase("utf8mb4"))
                .isPresent();
        if (!utf8) {
            context.unsupportedClause(
                    tree, "the file is read, and its text sent, as UTF-8", "Remove it, or write SET NAMES utf8mb4.");
        }
        return List.of();
    }

    private List<Operation> use(Node.Rule tree) {
        context.refuse(
                tree,
                "use-database",
                "USE has no effect on Bellows: an unqualified name means the database of the URL",
                "Remove it and write the database before each name.");
        return List.of();
    }
}
