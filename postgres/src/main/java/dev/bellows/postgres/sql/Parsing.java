package dev.bellows.postgres.sql;

import dev.bellows.json.Json;
import dev.bellows.migration.text.Problems;
import dev.bellows.migration.text.SourceText;
import dev.bellows.postgres.grammar.ByteOffsets;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.postgres.grammar.SyntaxError;
import dev.bellows.postgres.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the grammar and puts its answers into our terms. */
final class Parsing {
    private final PostgresGrammar grammar;

    Parsing(PostgresGrammar grammar) {
        this.grammar = grammar;
    }

    /** A statement and its tokens. */
    record Statement(Node node, Tokens tokens) {}

    /** The tokens of a text with its comments; nothing where not even the scanner can read it. */
    Optional<List<Token>> scan(SourceText source) {
        try {
            var offsets = ByteOffsets.of(source.text());
            var tokens = new ArrayList<Token>();
            for (var item : items(Json.readObject(grammar.scan(source.text())), "tokens")) {
                tokens.add(token(source, offsets, item));
            }
            return Optional.of(tokens);
        } catch (SyntaxError | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reports a text that could not be scanned; the parser knows the place. */
    void reportUnreadable(SourceText source, Problems problems) {
        if (statements(source, List.of(), problems).isPresent()) {
            problems.add(source.position(0), "syntax-error", "the SQL cannot be read", "Correct the SQL.");
        }
    }

    /** All statements of a text, or the problem that the grammar has with it. */
    Optional<List<Statement>> statements(SourceText source, List<Token> tokens, Problems problems) {
        try {
            var all = new Tokens(source, tokens);
            var offsets = ByteOffsets.of(source.text());
            var statements = new ArrayList<Statement>();
            for (var item : items(Json.readObject(grammar.parse(source.text())), "stmts")) {
                var start = offsets.at(number(item, "stmt_location"));
                var length = number(item, "stmt_len");
                var end = length == 0 ? source.text().length() : offsets.at(number(item, "stmt_location") + length);
                statements.add(new Statement(Node.of(item.getOrDefault("stmt", Map.of())), all.between(start, end)));
            }
            return Optional.of(statements);
        } catch (SyntaxError e) {
            problems.add(source.position(place(e)), "syntax-error", e.message(), "Correct the SQL.");
        } catch (IllegalArgumentException e) {
            problems.add(
                    source.position(0),
                    "too-deep",
                    "the SQL is nested too deeply to be read",
                    "Break the expression into smaller ones.");
        }
        return Optional.empty();
    }

    private static int place(SyntaxError error) {
        return Math.max(0, error.position() - 1);
    }

    private static Token token(SourceText source, ByteOffsets offsets, Map<String, Object> item) {
        var start = offsets.at(number(item, "start"));
        var end = offsets.at(number(item, "end"));
        return new Token(start, end, source.text(start, end), kind(item, source.text(start, end)));
    }

    private static Kind kind(Map<String, Object> item, String text) {
        return switch (String.valueOf(item.get("tokenName"))) {
            case "SQL_COMMENT" -> Kind.LINE_COMMENT;
            case "C_COMMENT" -> Kind.COMMENT;
            case "IDENT" -> Kind.NAME;
            default ->
                number(item, "keywordKind") > 0
                        ? Kind.KEYWORD
                        : text.regionMatches(true, 0, "U&\"", 0, 3) ? Kind.NAME : Kind.OTHER;
        };
    }

    @SuppressWarnings("unchecked") // the JSON reader makes only maps with text keys
    private static List<Map<String, Object>> items(Map<String, Object> json, String field) {
        return json.get(field) instanceof List<?> list
                ? list.stream()
                        .filter(item -> item instanceof Map<?, ?>)
                        .map(item -> (Map<String, Object>) item)
                        .toList()
                : List.of();
    }

    private static int number(Map<String, Object> json, String field) {
        return json.get(field) instanceof Number number ? number.intValue() : 0;
    }
}
