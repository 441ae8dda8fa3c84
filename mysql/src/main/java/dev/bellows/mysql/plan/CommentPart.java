package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.Probe;
import dev.bellows.plan.SqlStatement;

/** A comment on the table. */
record CommentPart(Operation.Comment comment) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var text = comment.text().orElse("");
        steps.note("The comment of %s is not put back by a rollback."
                .formatted(context.table().name()));
        steps.expand(new Change(
                "comment on " + context.table().name(),
                "COMMENT = " + Quoted.literal(text),
                new Probe(new SqlStatement(
                        "SELECT IF(table_comment = %s, 'done', 'absent') FROM information_schema.tables WHERE table_schema = %s AND table_name = %s"
                                .formatted(
                                        Quoted.literal(text),
                                        Quoted.literal(context.table().name().schema()),
                                        Quoted.literal(context.table().name().name())))),
                new Change.Needless("a comment changes nothing for the old version"),
                comment.position()));
    }
}
