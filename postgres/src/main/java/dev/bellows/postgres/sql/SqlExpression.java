package dev.bellows.postgres.sql;

import dev.bellows.json.Json;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.postgres.grammar.SyntaxError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tree of an expression. */
public final class SqlExpression {
    private SqlExpression() {}

    /** The tree, or nothing where the grammar does not take the text or it is nested too deeply. */
    public static Optional<Node> parse(PostgresGrammar grammar, String expression) {
        try {
            var json = Json.readObject(grammar.parse("SELECT " + expression));
            return json.get("stmts") instanceof List<?> statements
                            && statements.size() == 1
                            && statements.getFirst() instanceof Map<?, ?> statement
                            && statement.get("stmt") instanceof Map<?, ?> node
                    ? Node.of(node).nodes("targetList").stream().findFirst().flatMap(target -> target.node("val"))
                    : Optional.empty();
        } catch (SyntaxError | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
