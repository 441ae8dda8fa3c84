package dev.bellows.mysql.grammar;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a parse tree. The same names serve both grammars, so that one reader can.
 *
 * <p>{@code start} and {@code end} (exclusive) are indexes into the text of the script. A tree is no deeper than a
 * recursive reader can bear, see {@link MysqlGrammar#MAX_DEPTH}.
 */
public sealed interface Node {
    /** The rule's name, or the token's symbol. */
    String name();

    int start();

    int end();

    /**
     * What a rule of the grammar has matched.
     *
     * @param name of the rule, {@code columnDefinition}; or of its alternative where those have names,
     *     {@code alterByAddColumn}
     */
    record Rule(String name, List<Node> children, int start, int end) implements Node {
        public Rule {
            requireNonNull(name);
            children = List.copyOf(children);
        }

        /** The children that are rules of this name. */
        public List<Rule> children(String rule) {
            var found = new ArrayList<Rule>();
            for (var child : children) {
                if (child instanceof Rule inner && inner.name.equals(rule)) {
                    found.add(inner);
                }
            }
            return List.copyOf(found);
        }

        /** The first child that is a rule of this name. */
        public Optional<Rule> child(String rule) {
            for (var child : children) {
                if (child instanceof Rule inner && inner.name.equals(rule)) {
                    return Optional.of(inner);
                }
            }
            return Optional.empty();
        }

        /** All rules of this name at any depth below this one, in the order of the text. */
        public List<Rule> descendants(String rule) {
            var found = new ArrayList<Rule>();
            var open = new ArrayDeque<Node>(children);
            while (!open.isEmpty()) {
                if (open.removeFirst() instanceof Rule inner) {
                    if (inner.name.equals(rule)) {
                        found.add(inner);
                    }
                    inner.children.reversed().forEach(open::addFirst);
                }
            }
            return List.copyOf(found);
        }

        /** The first rule of this name at any depth below this one. */
        public Optional<Rule> first(String rule) {
            return descendants(rule).stream().findFirst();
        }

        /** The tokens among the children. */
        public List<Token> tokens() {
            var found = new ArrayList<Token>();
            for (var child : children) {
                if (child instanceof Token token) {
                    found.add(token);
                }
            }
            return List.copyOf(found);
        }

        /** Whether a child is a token of this symbol. */
        public boolean has(String symbol) {
            return tokens().stream().anyMatch(token -> token.name.equals(symbol));
        }

        /** Short: a tree may be large. */
        @Override
        public String toString() {
            return "%s[%d..%d]".formatted(name, start, end);
        }
    }

    /**
     * A word, a number, a quoted text or a sign.
     *
     * @param name the symbol of the grammar, such as {@code ADD}, {@code ID}, {@code DECIMAL_LITERAL},
     *     {@code LR_BRACKET}
     * @param text as written, quotes included
     */
    record Token(String name, String text, int start, int end) implements Node {
        public Token {
            requireNonNull(name);
            requireNonNull(text);
        }
    }
}
