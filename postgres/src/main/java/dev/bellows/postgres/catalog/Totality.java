package dev.bellows.postgres.catalog;

import dev.bellows.postgres.sql.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether an expression can be evaluated for every row without an error. It knows what it has been told to be
 * total; all else may fail.
 */
final class Totality {
    private static final Set<String> FUNCTIONS = Set.of(
            "lower",
            "upper",
            "btrim",
            "ltrim",
            "rtrim",
            "concat",
            "concat_ws",
            "replace",
            "strpos",
            "left",
            "right",
            "length",
            "char_length",
            "character_length",
            "initcap",
            "md5",
            "now");
    private static final Set<String> TEXT_FUNCTIONS = Set.of(
            "lower",
            "upper",
            "btrim",
            "ltrim",
            "rtrim",
            "concat",
            "concat_ws",
            "replace",
            "left",
            "right",
            "initcap",
            "md5",
            "split_part",
            "substr");
    private static final Set<String> OPERATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
    private static final Set<String> CONSTRUCTS = Set.of(
            "A_Const",
            "ColumnRef",
            "BoolExpr",
            "NullTest",
            "BooleanTest",
            "CaseExpr",
            "CaseWhen",
            "CoalesceExpr",
            "MinMaxExpr",
            "SQLValueFunction",
            "A_ArrayExpr",
            "CollateClause",
            "List");
    private static final Set<String> KINDS =
            Set.of("AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT", "AEXPR_NULLIF", "AEXPR_IN", "AEXPR_BETWEEN");
    private static final Map<String, Set<String>> WIDENINGS = Map.of(
            "smallint", Set.of("int4", "int8", "numeric", "float4", "float8"),
            "integer", Set.of("int8", "numeric", "float8"),
            "bigint", Set.of("numeric"),
            "real", Set.of("float8"));

    private final Map<String, String> columnTypes;

    /** For an expression over these columns. */
    Totality(Map<String, String> columnTypes) {
        this.columnTypes = columnTypes;
    }

    boolean holds(Node node) {
        return switch (node.kind()) {
            case "TypeCast" -> cast(node);
            case "FuncCall" -> call(node) && children(node, "args");
            case "A_Expr" -> expression(node);
            default ->
                CONSTRUCTS.contains(node.kind())
                        && List.of("args", "arg", "elements", "items", "expr", "result", "defresult").stream()
                                .allMatch(field -> children(node, field));
        };
    }

    /** All nodes below a field, whether it holds a list or one. */
    private boolean children(Node node, String field) {
        return node.nodes(field).stream().allMatch(this::holds)
                && node.node(field).stream().allMatch(this::holds);
    }

    private boolean expression(Node node) {
        if (!children(node, "lexpr") || !children(node, "rexpr")) {
            return false;
        }
        if (!node.text("kind").equals("AEXPR_OP")) {
            return KINDS.contains(node.text("kind"));
        }
        var operator = node.names("name");
        if (operator.size() != 1) {
            return false;
        }
        var concatenation = operator.getFirst().equals("||") && (isText(node, "lexpr") || isText(node, "rexpr"));
        return concatenation || (OPERATORS.contains(operator.getFirst()) && node.has("lexpr"));
    }

    private boolean isText(Node parent, String field) {
        return parent.node(field).filter(this::isText).isPresent();
    }

    private boolean isText(Node node) {
        return switch (node.kind()) {
            case "ColumnRef" ->
                isTextType(columnTypes.getOrDefault(node.names("fields").getLast(), ""));
            case "TypeCast" -> isTextTarget(node.typed("typeName").orElseThrow());
            case "FuncCall" -> TEXT_FUNCTIONS.contains(function(node));
            case "A_Expr" ->
                node.names("name").equals(List.of("||")) && (isText(node, "lexpr") || isText(node, "rexpr"));
            default -> false;
        };
    }

    private static boolean isTextType(String type) {
        return type.equals("text") || (type.startsWith("character") && !type.endsWith("[]"));
    }

    private static boolean isTextTarget(Node type) {
        return Set.of("text", "varchar", "bpchar").contains(bare(type))
                && type.nodes("typmods").isEmpty();
    }

    /** The last name of a type of the server's own; empty for any other. */
    private static String bare(Node type) {
        var names = type.names("names");
        var own = names.size() == 1 || names.getFirst().equals("pg_catalog");
        return own && !type.has("arrayBounds") ? names.getLast() : "";
    }

    private boolean cast(Node node) {
        var from = node.node("arg").orElseThrow();
        var type = node.typed("typeName").orElseThrow();
        if (from.is("A_Const")) {
            return true; // the server has evaluated it already
        }
        if (!holds(from)) {
            return false;
        }
        if (isTextTarget(type)) {
            return true;
        }
        return type.nodes("typmods").isEmpty()
                && WIDENINGS.getOrDefault(typeOf(from), Set.of()).contains(bare(type));
    }

    private String typeOf(Node node) {
        return switch (node.kind()) {
            case "ColumnRef" -> columnTypes.getOrDefault(node.names("fields").getLast(), "");
            case "FuncCall" -> Set.of("length", "strpos", "char_length").contains(function(node)) ? "integer" : "";
            default -> "";
        };
    }

    /** The name of a function of the server's own; empty for any other. */
    private static String function(Node call) {
        var names = call.names("funcname");
        return names.size() == 1 || names.getFirst().equals("pg_catalog") ? names.getLast() : "";
    }

    private static boolean call(Node call) {
        var arguments = call.nodes("args");
        return switch (function(call)) {
            case "substr" -> arguments.size() == 2;
            case "split_part" -> arguments.size() == 3 && isPositive(arguments.getLast());
            default -> FUNCTIONS.contains(function(call));
        };
    }

    private static boolean isPositive(Node argument) {
        return argument.is("A_Const")
                && argument.typed("ival")
                        .filter(value -> value.number("ival").orElse(0) > 0)
                        .isPresent();
    }
}
