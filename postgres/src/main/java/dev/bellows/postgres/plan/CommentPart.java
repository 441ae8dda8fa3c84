package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;

/** A comment on a table or index; one on a column goes with the column's own part. */
record CommentPart(Operation.Comment comment) implements Part {
    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var on = switch (comment.on()) {
            case TABLE -> "TABLE " + Quoted.table(context.table().name());
            case INDEX -> "INDEX " + Quoted.sibling(context.table().name(), comment.name());
            case COLUMN -> "COLUMN " + context.qualified(comment.name());
        };
        var statement = "COMMENT ON %s IS %s";
        steps.expand()
                .say("comment on " + comment.name())
                .run(statement.formatted(on, CataloguePart.text(comment.text())), statement.formatted(on, "NULL"));
    }
}
