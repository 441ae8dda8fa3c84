package dev.bellows.postgres.sql;

import dev.bellows.migration.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A run of tokens without comments, and the questions that cutting SQL text apart asks of it. */
final class Tokens {
    private final SourceText source;
    private final List<Token> tokens;

    Tokens(SourceText source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens.stream().filter(token -> !token.isComment()).toList();
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    int size() {
        return tokens.size();
    }

    Token get(int index) {
        return tokens.get(index);
    }

    Token first() {
        return tokens.getFirst();
    }

    List<Token> list() {
        return tokens;
    }

    /** Tokens from one index up to another. */
    Tokens slice(int from, int to) {
        return new Tokens(source, tokens.subList(Math.min(from, to), to));
    }

    Tokens from(int index) {
        return slice(index, size());
    }

    /** The tokens that start in a range of chars. */
    Tokens between(int start, int end) {
        return new Tokens(
                source,
                tokens.stream()
                        .filter(token -> token.start() >= start && token.start() < end)
                        .toList());
    }

    /** Exactly what was written, from the first token to the last, with the comments between them. */
    String text() {
        return isEmpty() ? "" : source.text(first().start(), tokens.getLast().end());
    }

    /** Index of the first token outside parentheses that is this keyword. */
    OptionalInt keyword(String word) {
        var depth = 0;
        for (var index = 0; index < size(); index++) {
            if (depth == 0 && get(index).isKeyword(word)) {
                return OptionalInt.of(index);
            }
            depth += nesting(get(index));
        }
        return OptionalInt.empty();
    }

    /** What stands before the first such keyword outside parentheses, or everything. */
    Tokens before(String word) {
        return slice(0, keyword(word).orElse(size()));
    }

    /** What stands after the first such keyword outside parentheses, if it is there. */
    Optional<Tokens> after(String word) {
        var index = keyword(word);
        return index.isEmpty() ? Optional.empty() : Optional.of(from(index.getAsInt() + 1));
    }

    /** What stands after the first such symbol, wherever it is. */
    Tokens afterSymbol(String symbol) {
        var index = 0;
        while (index < size() && !get(index).isSymbol(symbol)) {
            index++;
        }
        return from(Math.min(index + 1, size()));
    }

    /** The parts between commas, or other symbols, that stand outside parentheses. */
    List<Tokens> split(String symbol) {
        var parts = new ArrayList<Tokens>();
        var depth = 0;
        var begin = 0;
        for (var index = 0; index < size(); index++) {
            if (depth <= 0 && get(index).isSymbol(symbol)) {
                parts.add(slice(begin, index));
                begin = index + 1;
            }
            depth += nesting(get(index));
        }
        parts.add(from(begin));
        return parts;
    }

    /** Whether every parenthesis that is opened here is closed here, and none else. */
    boolean isBalanced() {
        var depth = 0;
        for (var token : tokens) {
            depth += nesting(token);
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    private static int nesting(Token token) {
        if (token.isSymbol("(") || token.isSymbol("[")) {
            return 1;
        }
        return token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
    }
}
