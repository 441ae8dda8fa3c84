package dev.bellows.mysql.catalog;

import dev.bellows.mysql.grammar.Node;
import dev.bellows.mysql.sql.ExpressionText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides whether an expression can be evaluated for every row without an error. It knows what it has been told to be
 * total; all else may fail. A comparison of a text with a number is an error of a strict session where the text is none.
 */
final class Totality {
    private static final Set<String> TEXT_FUNCTIONS = Set.of(
            "concat",
            "concat_ws",
            "lower",
            "lcase",
            "upper",
            "ucase",
            "ltrim",
            "rtrim",
            "trim",
            "replace",
            "reverse",
            "md5",
            "left",
            "right",
            "substring",
            "substr",
            "mid",
            "substring_index");
    private static final Set<String> NUMBER_FUNCTIONS =
            Set.of("char_length", "character_length", "length", "octet_length", "locate", "instr");
    /** They give one of their arguments, which have to be of one kind. */
    private static final Set<String> CHOICES = Set.of("coalesce", "ifnull", "nullif");

    /** What only holds other nodes. */
    private static final Set<String> TRANSPARENT = Set.of(
            "predicateExpression",
            "expressionAtomPredicate",
            "functionCallExpressionAtom",
            "specificFunctionCall",
            "fullColumnNameExpressionAtom",
            "constantExpressionAtom",
            "constant",
            "functionArg",
            "nestedExpressionAtom",
            "caseFuncAlternative");

    private static final Set<String> TRUTHS = Set.of("logicalExpression", "notExpression", "isNullPredicate");

    private enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING,
        UNKNOWN
    }

    private final ExpressionText text;
    private final ColumnTypes types;

    /** For an expression over these columns. */
    Totality(ExpressionText text, ColumnTypes types) {
        this.text = text;
        this.types = types;
    }

    boolean holds(String sql) {
        return kind(text.tree(sql)) != Kind.UNKNOWN;
    }

    private Kind kind(Node.Rule node) {
        return switch (node.name()) {
            case "stringLiteral" -> isName(node) ? column(node) : Kind.TEXT;
            case "decimalLiteral" -> Kind.NUMBER;
            case "fullColumnName" -> column(node);
            case "nullNotnull", "nullLiteral" -> Kind.NOTHING;
            case "scalarFunctionCall", "udfFunctionCall" -> call(node);
            case "trimFunctionCall", "substrFunctionCall" -> allOf(node, Set.of(Kind.TEXT, Kind.NUMBER), Kind.TEXT);
            case "caseFunctionCall" -> cases(node);
            case "binaryComparisonPredicate" -> comparison(node);
            default -> {
                if (TRUTHS.contains(node.name())) {
                    yield allOf(node, Set.of(Kind.TEXT, Kind.NUMBER, Kind.TRUTH, Kind.NOTHING), Kind.TRUTH);
                }
                yield TRANSPARENT.contains(node.name()) ? only(node) : Kind.UNKNOWN;
            }
        };
    }

    private Kind only(Node.Rule node) {
        var rules = rules(node);
        if (rules.isEmpty()) {
            return node.tokens().stream().anyMatch(token -> token.text().equalsIgnoreCase("NULL"))
                    ? Kind.NOTHING
                    : Kind.UNKNOWN;
        }
        return rules.size() == 1 ? kind(rules.getFirst()) : Kind.UNKNOWN;
    }

    private Kind allOf(Node.Rule node, Set<Kind> allowed, Kind result) {
        return rules(node).stream()
                        .filter(rule ->
                                !Set.of("nullNotnull", "logicalOperator").contains(rule.name()))
                        .allMatch(rule -> allowed.contains(kind(rule)))
                ? result
                : Kind.UNKNOWN;
    }

    private Kind call(Node.Rule call) {
        var name = word(call).toLowerCase(Locale.ROOT);
        var arguments = call.child("functionArgs").map(Totality::rules).orElse(List.of());
        var kinds = arguments.stream().map(argument -> kind(argument)).toList();
        var known = kinds.stream().allMatch(Set.of(Kind.TEXT, Kind.NUMBER, Kind.NOTHING)::contains);
        if (CHOICES.contains(name)) {
            return common(kinds);
        }
        if (name.equals("if") && kinds.size() == 3 && kinds.getFirst() != Kind.UNKNOWN) {
            return kinds.getFirst() == Kind.TEXT ? Kind.UNKNOWN : common(kinds.subList(1, 3));
        }
        if (!known || kinds.stream().skip(1).anyMatch(kind -> takesNumbers(name) && kind != Kind.NUMBER)) {
            return Kind.UNKNOWN;
        }
        return TEXT_FUNCTIONS.contains(name) ? Kind.TEXT : NUMBER_FUNCTIONS.contains(name) ? Kind.NUMBER : Kind.UNKNOWN;
    }

    private static boolean takesNumbers(String function) {
        return Set.of("left", "right", "substring", "substr", "mid").contains(function);
    }

    private static Kind common(List<Kind> kinds) {
        var some =
                kinds.stream().filter(kind -> kind != Kind.NOTHING).distinct().toList();
        return some.isEmpty() ? Kind.NOTHING : some.size() == 1 ? some.getFirst() : Kind.UNKNOWN;
    }

    /** CASE WHEN … THEN … ELSE … END; the conditions have to be truths, the results of one kind. */
    private Kind cases(Node.Rule node) {
        var results = new ArrayList<Kind>();
        for (var rule : rules(node)) {
            if (rule.name().equals("caseFuncAlternative")) {
                var parts = rules(rule);
                if (kind(parts.getFirst()) != Kind.TRUTH) {
                    return Kind.UNKNOWN;
                }
                results.add(kind(parts.getLast()));
            } else {
                results.add(kind(rule));
            }
        }
        return common(results);
    }

    private Kind comparison(Node.Rule node) {
        var kinds = rules(node).stream()
                .filter(rule -> !rule.name().equals("comparisonOperator"))
                .map(rule -> kind(rule))
                .toList();
        return common(kinds) == Kind.UNKNOWN ? Kind.UNKNOWN : Kind.TRUTH;
    }

    private Kind column(Node.Rule node) {
        var name = lastWord(node);
        return types.isText(name) ? Kind.TEXT : types.isInteger(name) ? Kind.NUMBER : Kind.UNKNOWN;
    }

    private static boolean isName(Node.Rule literal) {
        return literal.tokens().size() == 1
                && literal.tokens().getFirst().text().startsWith("`");
    }

    private static List<Node.Rule> rules(Node.Rule node) {
        var rules = new ArrayList<Node.Rule>();
        for (var child : node.children()) {
            if (child instanceof Node.Rule rule) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static String word(Node node) {
        return switch (node) {
            case Node.Token token -> token.text();
            case Node.Rule rule -> word(rule.children().getFirst());
        };
    }

    private static String lastWord(Node node) {
        return switch (node) {
            case Node.Token token -> {
                var text = token.text().startsWith(".") ? token.text().substring(1) : token.text();
                yield text.startsWith("`")
                        ? text.substring(1, text.length() - 1).replace("``", "`")
                        : text;
            }
            case Node.Rule rule -> lastWord(rule.children().getLast());
        };
    }
}
