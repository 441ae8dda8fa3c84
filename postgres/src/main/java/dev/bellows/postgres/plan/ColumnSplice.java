package dev.bellows.postgres.plan;

import dev.bellows.json.Json;
import dev.bellows.postgres.grammar.ByteOffsets;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.postgres.grammar.SyntaxError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts another column's name into the server's own text of an index or constraint, at the very places where the
 * grammar says that a column is named; a function, type or string that happens to read the same is left alone.
 */
record ColumnSplice(PostgresGrammar grammar) {

    /** CREATE [UNIQUE] INDEX, and what follows the index's name. */
    record IndexText(String head, String fromOn) {}

    private record Token(int start, int end, String text) {}

    IndexText index(String definition, String column, String replacement) {
        var tokens = tokens(definition);
        var on = indexOf(tokens, 0, "ON");
        var places = new ArrayList<>(columnRefs(definition, column));
        places.addAll(elements(tokens, indexOf(tokens, on, "("), column));
        var include = find(tokens, on, "INCLUDE");
        if (include >= 0) {
            places.addAll(elements(tokens, include + 1, column));
        }
        var nameEnd = tokens.get(on).start();
        var head = tokens.get(1).text().equalsIgnoreCase("UNIQUE") ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
        var spliced = splice(definition, tokens, places, replacement);
        return new IndexText(head, " " + spliced.substring(nameEnd));
    }

    /** The text of a CHECK or FOREIGN KEY constraint as pg_get_constraintdef gives it. */
    String constraint(String definition, String column, String replacement) {
        var prefix = "ALTER TABLE t ADD CONSTRAINT c ";
        var statement = prefix + definition;
        var tokens = tokens(statement);
        var places = new ArrayList<>(columnRefs(statement, column));
        if (definition.startsWith("FOREIGN KEY")) {
            places.addAll(elements(tokens, indexOf(tokens, 0, "("), column));
            places.addAll(setColumns(tokens, column));
        }
        return splice(statement, tokens, places, replacement).substring(prefix.length());
    }

    /** ON DELETE SET NULL or DEFAULT may list columns of the key (PostgreSQL 15 and later). */
    private static List<Integer> setColumns(List<Token> tokens, String column) {
        var places = new ArrayList<Integer>();
        for (var set = find(tokens, 0, "SET"); set >= 0; set = find(tokens, set + 1, "SET")) {
            if (text(tokens, set + 2).equals("(")) {
                places.addAll(elements(tokens, set + 2, column));
            }
        }
        return places;
    }

    private static String splice(String sql, List<Token> tokens, List<Integer> places, String replacement) {
        var text = new StringBuilder(sql);
        places.stream().distinct().sorted(Comparator.reverseOrder()).forEach(place -> {
            var token =
                    tokens.stream().filter(t -> t.start() == place).findFirst().orElseThrow();
            text.replace(token.start(), token.end(), Quoted.name(replacement));
        });
        return text.toString();
    }

    /** Elements of the list that opens at {@code open} which are a column's name and nothing more than its options. */
    private static List<Integer> elements(List<Token> tokens, int open, String column) {
        var places = new ArrayList<Integer>();
        var depth = 0;
        for (var i = open; i < tokens.size(); i++) {
            var text = tokens.get(i).text();
            var begins = depth == 1
                    && (text(tokens, i - 1).equals("(") || text(tokens, i - 1).equals(","));
            if (begins && unquoted(text).equals(column) && !text(tokens, i + 1).equals("(")) {
                places.add(tokens.get(i).start());
            }
            if (text.equals("(")) {
                depth++;
            } else if (text.equals(")") && --depth == 0) {
                break;
            }
        }
        return places;
    }

    private static String text(List<Token> tokens, int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at).text() : "";
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static int indexOf(List<Token> tokens, int from, String text) {
        var at = find(tokens, from, text);
        if (at < 0) {
            throw new IllegalStateException("the server's text has no " + text);
        }
        return at;
    }

    private static int find(List<Token> tokens, int from, String text) {
        for (var i = from; i < tokens.size(); i++) {
            if (tokens.get(i).text().equalsIgnoreCase(text)) {
                return i;
            }
        }
        return -1;
    }

    private List<Token> tokens(String sql) {
        try {
            var offsets = ByteOffsets.of(sql);
            var tokens = new ArrayList<Token>();
            for (var token : list(Json.readObject(grammar.scan(sql)).get("tokens"))) {
                var start = offsets.index(number(token.get("start")));
                var end = offsets.index(number(token.get("end")));
                tokens.add(new Token(start, end, sql.substring(start, end)));
            }
            return tokens;
        } catch (SyntaxError e) {
            throw new IllegalStateException("the server's own text does not scan: " + sql, e);
        }
    }

    private List<Integer> columnRefs(String sql, String column) {
        try {
            var places = new ArrayList<Integer>();
            collect(Json.readObject(grammar.parse(sql)), column, places);
            var offsets = ByteOffsets.of(sql);
            return places.stream().map(offsets::index).toList();
        } catch (SyntaxError e) {
            throw new IllegalStateException("the server's own text does not parse: " + sql, e);
        }
    }

    private static void collect(@Nullable Object node, String column, List<Integer> places) {
        switch (node) {
            case Map<?, ?> map -> {
                if (map.get("ColumnRef") instanceof Map<?, ?> ref && names(ref, column)) {
                    places.add(number(ref.get("location")));
                }
                map.values().forEach(value -> collect(value, column, places));
            }
            case List<?> items -> items.forEach(item -> collect(item, column, places));
            case null -> {}
            default -> {}
        }
    }

    private static boolean names(Map<?, ?> ref, String column) {
        return ref.get("fields") instanceof List<?> fields
                && fields.size() == 1
                && fields.getFirst() instanceof Map<?, ?> field
                && field.get("String") instanceof Map<?, ?> name
                && column.equals(name.get("sval"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(@Nullable Object value) {
        return value instanceof List<?> items ? (List<Map<String, Object>>) items : List.of();
    }

    /** Zero is left out of the tree's JSON. */
    private static int number(@Nullable Object value) {
        return value instanceof Number n ? n.intValue() : 0;
    }
}
