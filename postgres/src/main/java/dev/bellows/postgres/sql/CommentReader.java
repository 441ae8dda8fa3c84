package dev.bellows.postgres.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.Comment;
import dev.bellows.migration.Operation.CommentTarget;
import java.util.List;

/** Reads COMMENT ON TABLE, COLUMN and INDEX; an empty comment is none, as for the server. */
final class CommentReader {
    private final Context context;
    private final Tokens tokens;

    CommentReader(Context context, Tokens tokens) {
        this.context = context;
        this.tokens = tokens;
    }

    List<Operation> read(Node statement) {
        return switch (statement.text("objtype")) {
            case "OBJECT_TABLE" -> onRelation(statement, CommentTarget.TABLE);
            case "OBJECT_INDEX" -> onRelation(statement, CommentTarget.INDEX);
            case "OBJECT_COLUMN" -> onColumn(statement);
            default -> {
                context.unsupported(tokens.first(), StatementReader.kind(tokens));
                yield List.of();
            }
        };
    }

    private List<Operation> onRelation(Node statement, CommentTarget target) {
        return context.relation(names(statement), tokens.get(3))
                .map(name -> List.<Operation>of(new Comment(
                        name,
                        target,
                        name.name(),
                        statement.optionalText("comment"),
                        context.position(tokens.first()))))
                .orElse(List.of());
    }

    private List<Operation> onColumn(Node statement) {
        var names = names(statement);
        if (names.size() < 2) {
            context.unsupportedClause(tokens.get(3), "the column has no table", "Write table.column.");
            return List.of();
        }
        return context.relation(names.subList(0, names.size() - 1), tokens.get(3))
                .map(table -> List.<Operation>of(new Comment(
                        table,
                        CommentTarget.COLUMN,
                        names.getLast(),
                        statement.optionalText("comment"),
                        context.position(tokens.first()))))
                .orElse(List.of());
    }

    private static List<String> names(Node statement) {
        return statement.node("object").map(object -> object.names("items")).orElse(List.of());
    }
}
