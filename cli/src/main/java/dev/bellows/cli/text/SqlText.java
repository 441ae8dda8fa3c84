package dev.bellows.cli.text;

import dev.bellows.plan.Action;
import dev.bellows.plan.SqlStatement;
import dev.bellows.plan.Walk;
import java.util.ArrayList;
import java.util.List;

/** The exact SQL of an action, in lines. The range of a chunk keeps its {@code ?}. */
final class SqlText {
    private SqlText() {}

    static List<String> of(Action action) {
        return switch (action) {
            case Action.Transaction transaction -> transaction(transaction.statements());
            case Action.Ddl ddl -> lines(ddl.statement());
            case Action.Scan scan -> lines(scan.statement());
            case Action.Online online -> lines(online.statement());
            case Action.Backfill backfill -> chunk(backfill.head(), backfill.walk(), backfill.tail());
            case Action.Verify verify -> chunk(verify.select(), verify.walk(), verify.mismatch());
        };
    }

    static List<String> of(List<Action> actions) {
        var lines = new ArrayList<String>();
        actions.forEach(action -> lines.addAll(of(action)));
        return lines;
    }

    private static List<String> transaction(List<SqlStatement> statements) {
        var lines = new ArrayList<String>();
        statements.forEach(statement -> lines.addAll(lines(statement)));
        return lines;
    }

    static List<String> lines(SqlStatement statement) {
        return (statement.text().strip() + ";").lines().toList();
    }

    private static List<String> chunk(String head, Walk walk, String tail) {
        var lines = new ArrayList<>(head.strip().lines().toList());
        lines.add("  " + range(walk));
        lines.addAll((tail.strip() + ";").lines().map(line -> "  " + line).toList());
        return lines;
    }

    private static String range(Walk walk) {
        return switch (walk) {
            case Walk.ByKey key -> key.after() + " AND " + key.upto();
            case Walk.ByPage page -> page.range();
        };
    }
}
