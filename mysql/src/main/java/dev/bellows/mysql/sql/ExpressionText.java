package dev.bellows.mysql.sql;

import dev.bellows.mysql.grammar.MysqlGrammar;
import dev.bellows.mysql.grammar.Node;
import dev.bellows.mysql.grammar.Script;
import dev.bellows.mysql.grammar.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The text of one expression: which columns and functions it names, and the same text over another row. */
public final class ExpressionText {
    private static final String BEFORE = "SELECT (";
    private static final String AFTER = "\n)"; // a comment may end the last line

    private final MysqlGrammar grammar;

    public ExpressionText(MysqlGrammar grammar) {
        this.grammar = grammar;
    }

    /**
     * A column that an expression names.
     *
     * @param names its parts, the last is the column's own name
     * @param start where it stands in the text, end is exclusive
     */
    public record Reference(List<String> names, int start, int end) {
        public Reference {
            names = List.copyOf(names);
        }

        public String column() {
            return names.getLast();
        }
    }

    /**
     * The expression with each reference to a column replaced by what the function gives for the column's name; nothing
     * else changes.
     *
     * @throws IllegalArgumentException where the grammar does not know the text
     */
    public String over(String sql, UnaryOperator<String> column) {
        return rewritten(sql, reference -> column.apply(reference.column()));
    }

    /** The same, by what stands before the column as well. */
    public String rewritten(String sql, Function<Reference, String> replacement) {
        var text = new StringBuilder();
        var at = 0;
        for (var reference : references(sql)) {
            text.append(sql, at, reference.start()).append(replacement.apply(reference));
            at = reference.end();
        }
        return text.append(sql.substring(at)).toString();
    }

    /** In the order of the text. */
    public List<Reference> references(String sql) {
        var parsed = parsed(sql);
        return ColumnReferences.in(parsed.tree()).stream()
                .map(node -> new Reference(
                        names(parsed.script(), node), node.start() - BEFORE.length(), node.end() - BEFORE.length()))
                .toList();
    }

    /** The names of the functions that are not among the grammar's own, each with its parts: stored or loaded ones. */
    public List<List<String>> foreignFunctions(String sql) {
        var parsed = parsed(sql);
        return parsed.tree().descendants("udfFunctionCall").stream()
                .map(call -> names(parsed.script(), call.first("fullId").orElseThrow()))
                .toList();
    }

    /** The tree of the expression alone. */
    public Node.Rule tree(String sql) {
        return parsed(sql).tree().first("nestedExpressionAtom").orElseThrow();
    }

    private record Expression(Script script, Node.Rule tree) {}

    private Expression parsed(String sql) {
        var script = grammar.parse(BEFORE + sql + AFTER);
        if (script.statements().size() == 1
                && script.statements().getFirst() instanceof Statement.Understood understood) {
            return new Expression(script, understood.tree());
        }
        throw new IllegalArgumentException("not one expression: " + sql);
    }

    /** A part after a dot may be one token with it. */
    private static List<String> names(Script script, Node.Rule dotted) {
        var names = new ArrayList<String>();
        for (var child : dotted.children()) {
            var text = script.text(child).strip();
            var name = text.startsWith(".") ? text.substring(1).strip() : text;
            if (!name.isEmpty()) {
                names.add(Names.unquoted(name));
            }
        }
        return names;
    }
}
