package dev.bellows.postgres.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.ChangeType;
import dev.bellows.migration.Operation.DropColumn;
import dev.bellows.migration.Operation.DropDefault;
import dev.bellows.migration.Operation.DropNotNull;
import dev.bellows.migration.Operation.RenameColumn;
import dev.bellows.migration.Operation.SetDefault;
import dev.bellows.migration.Operation.SetNotNull;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads ALTER TABLE: each subcommand is an operation. */
final class AlterTableReader {
    private final Context context;
    private final Tokens tokens;

    AlterTableReader(Context context, Tokens tokens) {
        this.context = context;
        this.tokens = tokens;
    }

    List<Operation> read(Node statement) {
        var ofTable = statement.is("RenameStmt")
                ? statement.text("renameType").equals("OBJECT_COLUMN")
                        && statement.text("relationType").equals("OBJECT_TABLE")
                : statement.text("objtype").equals("OBJECT_TABLE");
        if (!ofTable) {
            context.unsupported(tokens.first(), statement.is("RenameStmt") ? renaming() : StatementReader.kind(tokens));
            return List.of();
        }
        var relation = statement.typed("relation").orElseThrow();
        if (!relation.flag("inh")) {
            context.unsupportedClause(tokens.first(), "ALTER TABLE ONLY leaves child tables behind", "Remove ONLY.");
        }
        var table = context.relation(relation, tokens.first());
        if (table.isEmpty()) {
            return List.of();
        }
        var commands = commands(relation);
        return statement.is("RenameStmt")
                ? List.of(rename(statement, table.get(), commands))
                : alterations(statement.nodes("cmds"), table.get(), commands);
    }

    private String renaming() {
        return StatementReader.kind(tokens) + " … RENAME";
    }

    private RenameColumn rename(Node statement, TableName table, Tokens commands) {
        return new RenameColumn(
                table, statement.text("subname"), statement.text("newname"), context.position(commands.first()));
    }

    /** What follows the name of the table: its parts are names, dots, and an asterisk that means nothing. */
    private Tokens commands(Node relation) {
        var start = context.at(relation.location().orElse(0));
        var index = 0;
        while (tokens.get(index).start() < start) {
            index++;
        }
        index++;
        while (tokens.get(index).isSymbol(".")) {
            index += 2;
        }
        return tokens.from(tokens.get(index).isSymbol("*") ? index + 1 : index);
    }

    private List<Operation> alterations(List<Node> nodes, TableName table, Tokens commands) {
        var parts = commands.split(",");
        if (parts.size() != nodes.size()) {
            context.unsupported(tokens.first(), "ALTER TABLE in this form");
            return List.of();
        }
        var operations = new ArrayList<Operation>();
        for (var index = 0; index < parts.size(); index++) {
            alteration(nodes.get(index), table, parts.get(index)).ifPresent(operations::add);
        }
        return operations;
    }

    private Optional<Operation> alteration(Node command, TableName table, Tokens part) {
        var position = context.position(part.first());
        var column = command.text("name");
        return switch (command.text("subtype")) {
            case "AT_AddColumn" -> new ColumnReader(context, part).addColumn(table, command.typedNode("def"));
            case "AT_AlterColumnType" -> changeType(command, table, part);
            case "AT_SetNotNull" -> Optional.of(new SetNotNull(table, column, position));
            case "AT_DropNotNull" -> Optional.of(new DropNotNull(table, column, position));
            case "AT_ColumnDefault" -> Optional.of(columnDefault(command, table, part));
            case "AT_DropColumn" -> dropColumn(command, table, part);
            default -> {
                context.unsupported(part.first(), "ALTER TABLE … " + StatementReader.kind(part));
                yield Optional.empty();
            }
        };
    }

    private Optional<Operation> changeType(Node command, TableName table, Tokens part) {
        var definition = command.typedNode("def");
        var columnReader = new ColumnReader(context, part);
        var using = definition.node("raw_default");
        using.ifPresent(context::checkExpression);
        return columnReader
                .type(definition, part.before("using"))
                .map(type -> new ChangeType(
                        table,
                        command.text("name"),
                        type,
                        columnReader.collation(definition, part.before("using")),
                        using.flatMap(ignored -> part.after("using")).map(Tokens::text),
                        context.position(part.first())));
    }

    private Operation columnDefault(Node command, TableName table, Tokens part) {
        var position = context.position(part.first());
        var column = command.text("name");
        var expression = command.node("def");
        if (expression.isEmpty()) {
            return new DropDefault(table, column, position);
        }
        context.checkExpression(expression.get());
        return new SetDefault(
                table,
                column,
                part.after("set")
                        .flatMap(rest -> rest.after("default"))
                        .map(Tokens::text)
                        .orElseThrow(),
                position);
    }

    private Optional<Operation> dropColumn(Node command, TableName table, Tokens part) {
        if (command.text("behavior").equals("DROP_CASCADE")) {
            context.unsupportedClause(
                    part.get(part.size() - 1),
                    "DROP COLUMN … CASCADE drops what it does not name",
                    "Drop what depends on the column first, by name.");
            return Optional.empty();
        }
        return Optional.of(new DropColumn(table, command.text("name"), context.position(part.first())));
    }
}
