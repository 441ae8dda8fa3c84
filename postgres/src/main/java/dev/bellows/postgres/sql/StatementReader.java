package dev.bellows.postgres.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.CreateTable;
import dev.bellows.postgres.sql.Parsing.Statement;
import dev.bellows.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns one statement into operations.
 *
 * <p>IF EXISTS and IF NOT EXISTS are accepted and change nothing: a plan is made for the state that the catalogue
 * shows, and where those words would turn a statement into nothing, the planner refuses the migration instead.
 */
final class StatementReader {
    private static final Set<String> IGNORED_SETTINGS =
            Set.of("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout");

    private final Context context;

    StatementReader(Context context) {
        this.context = context;
    }

    List<Operation> read(Statement statement) {
        var node = statement.node();
        var tokens = statement.tokens();
        if (tokens.isEmpty()) {
            return List.of();
        }
        return switch (node.kind()) {
            case "AlterTableStmt", "RenameStmt" -> new AlterTableReader(context, tokens).read(node);
            case "CreateStmt" ->
                createTable(node, tokens).map(List::<Operation>of).orElse(List.of());
            case "IndexStmt" -> new IndexReader(context, tokens).create(node);
            case "DropStmt" -> new IndexReader(context, tokens).drop(node);
            case "CommentStmt" -> new CommentReader(context, tokens).read(node);
            case "UpdateStmt" -> new UpdateReader(context, tokens).read(node);
            case "VariableSetStmt" -> setting(node, tokens.first());
            case "TransactionStmt" -> transaction(node, tokens.first());
            default -> {
                context.unsupported(tokens.first(), kind(tokens));
                yield List.of();
            }
        };
    }

    /** The kind of a statement in its own words: the keywords at its beginning. */
    static String kind(Tokens tokens) {
        var words = tokens.list().stream()
                .takeWhile(token -> token.kind() == Token.Kind.KEYWORD)
                .limit(3)
                .map(token -> token.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? "this statement" : words;
    }

    private Optional<CreateTable> createTable(Node node, Tokens tokens) {
        var first = tokens.first();
        var before = context.problems().list().size();
        var relation = node.typed("relation").orElseThrow();
        if (relation.text("relpersistence").equals("t")) {
            context.unsupportedClause(first, "a temporary table ends with its session", "Create an ordinary table.");
        }
        if (node.has("partbound") || node.has("inhRelations")) {
            context.unsupportedClause(
                    first,
                    "CREATE TABLE with a parent locks the parent",
                    "Create the table on its own and attach it outside of Bellows.");
        }
        var name = context.relation(relation, first);
        if (name.isEmpty() || context.problems().list().size() > before) {
            return Optional.empty();
        }
        return Optional.of(new CreateTable(
                name.get(), tokens.text(), references(node, name.get(), first), context.position(first)));
    }

    private List<TableName> references(Node node, TableName self, Token first) {
        var names = new TreeSet<TableName>();
        node.all().stream()
                .filter(inner -> inner.is("Constraint"))
                .flatMap(constraint -> constraint.typed("pktable").stream())
                .forEach(table -> context.relation(table, first).ifPresent(names::add));
        names.remove(self);
        return List.copyOf(names);
    }

    private List<Operation> setting(Node node, Token first) {
        var name = node.text("name").toLowerCase(Locale.ROOT);
        if (name.equals("search_path")) {
            context.refuse(
                    first,
                    "search-path",
                    "SET search_path has no effect on Bellows: an unqualified name means schema public",
                    "Remove it and write the schema before each name.");
        } else if (!IGNORED_SETTINGS.contains(name)) {
            context.unsupported(first, "SET " + (name.isEmpty() ? "of this kind" : name));
        }
        return List.of();
    }

    private List<Operation> transaction(Node node, Token first) {
        switch (node.text("kind")) {
            case "TRANS_STMT_BEGIN", "TRANS_STMT_START", "TRANS_STMT_COMMIT" -> {
                // each step has its own transaction; FileReader looks at their places in the file
            }
            default -> context.unsupported(first, first.text().toUpperCase(Locale.ROOT));
        }
        return List.of();
    }
}
