package dev.bellows.postgres.sql;

import dev.bellows.migration.SourcePosition;
import dev.bellows.migration.text.Problems;
import dev.bellows.migration.text.SourceText;
import dev.bellows.postgres.grammar.ByteOffsets;
import dev.bellows.schema.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reading one statement needs: its text, and where its problems go. */
record Context(SourceText source, ByteOffsets offsets, Problems problems) {
    /** Unqualified names mean this schema, whatever the search path of a session. */
    static final String DEFAULT_SCHEMA = "public";

    static Context of(SourceText source, Problems problems) {
        return new Context(source, ByteOffsets.of(source.text()), problems);
    }

    /** The char at a location in a parse tree, which counts bytes; a location behind the text is its end. */
    int at(long location) {
        return offsets.at(location);
    }

    SourcePosition position(Token token) {
        return source.position(token.start());
    }

    void refuse(Token token, String code, String message, String remedy) {
        problems.add(position(token), code, message, remedy);
    }

    void refuse(int location, String code, String message, String remedy) {
        problems.add(source.position(at(location)), code, message, remedy);
    }

    void unsupported(Token token, String what) {
        refuse(
                token,
                "unsupported-statement",
                what + " is not among the changes that Bellows can make",
                "Run it on its own, outside of Bellows, or write it with the supported statements.");
    }

    void unsupportedClause(Token token, String what, String remedy) {
        refuse(token, "unsupported-clause", what, remedy);
    }

    /** The relation that a RangeVar names; nothing where it names another database. */
    Optional<TableName> relation(Node rangeVar, Token token) {
        if (rangeVar.has("catalogname")) {
            return anotherDatabase(token);
        }
        return Optional.of(
                new TableName(rangeVar.optionalText("schemaname").orElse(DEFAULT_SCHEMA), rangeVar.text("relname")));
    }

    /** The relation that a list of one or two names stands for. */
    Optional<TableName> relation(List<String> names, Token token) {
        return switch (names.size()) {
            case 1 -> Optional.of(new TableName(DEFAULT_SCHEMA, names.getFirst()));
            case 2 -> Optional.of(new TableName(names.getFirst(), names.getLast()));
            default -> anotherDatabase(token);
        };
    }

    private Optional<TableName> anotherDatabase(Token token) {
        unsupportedClause(token, "the name has a database in it", "Write schema and name only.");
        return Optional.empty();
    }

    /** Refuses what no expression of a migration may contain; the catalogue's reader finds the rest. */
    void checkExpression(Node expression) {
        for (var node : expression.all()) {
            forbidden(node)
                    .ifPresent(what -> refuse(
                            node.location().orElse(0),
                            "unsupported-expression",
                            what + " cannot be used: an expression is computed from one row alone",
                            "Write an expression over the columns of the row."));
        }
    }

    private static Optional<String> forbidden(Node node) {
        return Optional.ofNullable(
                switch (node.kind()) {
                    case "SubLink" -> "a sub-select";
                    case "ParamRef" -> "a parameter";
                    case "SetToDefault" -> "DEFAULT";
                    case "GroupingFunc" -> "GROUPING";
                    case "MultiAssignRef" -> "an assignment to several columns at once";
                    case "A_Star" -> "*";
                    case "FuncCall" -> forbiddenCall(node);
                    default -> null;
                });
    }

    private static @Nullable String forbiddenCall(Node call) {
        if (call.has("over")) {
            return "a window function";
        }
        var aggregate = call.flag("agg_star")
                || call.flag("agg_distinct")
                || call.flag("agg_within_group")
                || call.has("agg_filter")
                || call.has("agg_order");
        return aggregate ? "an aggregate function" : null;
    }
}
