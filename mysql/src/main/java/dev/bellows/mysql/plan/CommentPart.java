package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.Probe;
import dev.bellows.plan.SqlStatement;
import dev.bellows.schema.TableName;

/** A comment on the table. */
record CommentPart(Operation.Comment comment) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var table = context.table().name();
        var text = comment.text().orElse("");
        var before = context.table().comment().orElse("");
        steps.expand(new Change(
                "comment on " + table,
                clause(text),
                is(table, text),
                new Change.Clauses(clause(before), is(table, before)),
                comment.position()));
    }

    private static String clause(String text) {
        return "COMMENT = " + Quoted.literal(text);
    }

    private static Probe is(TableName table, String text) {
        return new Probe(new SqlStatement(
                "SELECT IF(table_comment = %s, 'done', 'absent') FROM information_schema.tables WHERE table_schema = %s AND table_name = %s"
                        .formatted(
                                Quoted.literal(text), Quoted.literal(table.schema()), Quoted.literal(table.name()))));
    }
}
