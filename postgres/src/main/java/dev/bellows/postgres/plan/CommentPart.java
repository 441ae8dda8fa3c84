package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.schema.Table;
import java.util.Optional;

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
        var before = CataloguePart.text(before(context.table()));
        steps.expand()
                .say("comment on " + comment.name())
                .run(statement.formatted(on, CataloguePart.text(comment.text())), statement.formatted(on, before));
    }

    private Optional<String> before(Table table) {
        return comment.on() == Operation.CommentTarget.TABLE
                ? table.comment()
                : table.indexes().stream()
                        .filter(index -> index.name().equals(comment.name()))
                        .findFirst()
                        .flatMap(index -> index.traits().comment());
    }
}
