package dev.bellows.mysql.sql;

import dev.bellows.mysql.grammar.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The column references in the tree of an expression. The grammars call some things a column that are none, and a bare
 * name in backticks a string.
 */
final class ColumnReferences {
    private static final Set<String> BARE_FUNCTIONS = Set.of(
            "CURRENT_USER",
            "CURRENT_ROLE",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "UTC_DATE",
            "UTC_TIME",
            "UTC_TIMESTAMP");
    /** Their first argument is a unit. */
    private static final Set<String> TAKE_A_UNIT = Set.of("TIMESTAMPDIFF", "TIMESTAMPADD");

    private final List<Node.Rule> found = new ArrayList<>();

    private ColumnReferences() {}

    /** In the order of the text. */
    static List<Node.Rule> in(Node.Rule tree) {
        var references = new ColumnReferences();
        references.visit(tree);
        return List.copyOf(references.found);
    }

    /** The reference that the whole of a tree is, if it is one. */
    static Optional<Node.Rule> alone(Node.Rule tree) {
        return in(tree).stream()
                .filter(reference -> reference.start() == tree.start() && reference.end() == tree.end())
                .findFirst();
    }

    private void visit(Node.Rule rule) {
        switch (rule.name()) {
            case "fullColumnName" -> {
                if (!isFunction(rule)) {
                    found.add(rule);
                }
            }
            case "stringLiteral" -> {
                if (isName(rule)) {
                    found.add(rule);
                }
            }
            case "scalarFunctionCall" -> visitCall(rule);
            default -> rules(rule).forEach(this::visit);
        }
    }

    private void visitCall(Node.Rule call) {
        var takesUnit = TAKE_A_UNIT.contains(text(call.children().getFirst()));
        for (var child : rules(call)) {
            if (takesUnit && child.name().equals("functionArgs")) {
                rules(child).stream().skip(1).forEach(this::visit);
            } else {
                visit(child);
            }
        }
    }

    private static List<Node.Rule> rules(Node.Rule rule) {
        var rules = new ArrayList<Node.Rule>();
        for (var child : rule.children()) {
            if (child instanceof Node.Rule inner) {
                rules.add(inner);
            }
        }
        return rules;
    }

    private static boolean isFunction(Node.Rule name) {
        return BARE_FUNCTIONS.contains(text(name));
    }

    private static boolean isName(Node.Rule literal) {
        return literal.tokens().size() == 1
                && literal.tokens().getFirst().text().startsWith("`");
    }

    /** The one token that a node consists of, in capitals; empty for several. */
    private static String text(Node node) {
        return switch (node) {
            case Node.Token token -> token.text().toUpperCase(Locale.ROOT);
            case Node.Rule rule
            when rule.children().size() == 1 -> text(rule.children().getFirst());
            case Node.Rule ignored -> "";
        };
    }
}
