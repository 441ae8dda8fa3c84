package dev.bellows.postgres.plan;

import dev.bellows.schema.Index;
import dev.bellows.schema.TableName;

/**
 * Comments, replica identity and clustering hang on an index or constraint itself: they do not follow a column that
 * trades places, so its twins get them within the exchange.
 */
record IndexTraits(PlanContext context, TableSteps steps, String column) {
    private static final String BY_KEY = "REPLICA IDENTITY DEFAULT";

    /** Before the exchange: the server keeps the columns of a replica identity NOT NULL. */
    void leave() {
        var identifies = context.table().indexes().stream()
                .anyMatch(index -> isConcerned(index) && has(index, Index.Mark.REPLICA_IDENTITY));
        if (identifies) {
            steps.contract().run(context.alter(BY_KEY));
        }
    }

    /** Once the twins have the names. */
    void comeBack() {
        context.table().indexes().stream().filter(this::isConcerned).forEach(this::settle);
        for (var constraint : context.table().constraintsOn(column)) {
            constraint
                    .comment()
                    .ifPresent(text -> say(
                            commentOnConstraint(context.table().name(), constraint.name(), text), constraint.name()));
        }
    }

    private boolean isConcerned(Index index) {
        return index.columns().contains(column) && index.validity() == Index.Validity.VALID;
    }

    private static boolean has(Index index, Index.Mark mark) {
        return index.traits().marks().contains(mark);
    }

    private void settle(Index index) {
        if (has(index, Index.Mark.REPLICA_IDENTITY)) {
            var byIndex = context.alter("REPLICA IDENTITY USING INDEX " + Quoted.name(index.name()));
            steps.contract().run(byIndex, context.alter(BY_KEY)).restoreLast(byIndex);
        }
        if (has(index, Index.Mark.CLUSTERED)) {
            var cluster = "CLUSTER ON %s";
            var kept = context.names().kept(index.name());
            steps.contract()
                    .run(
                            context.alter(cluster.formatted(Quoted.name(index.name()))),
                            context.alter(cluster.formatted(Quoted.name(kept))));
        }
        index.traits()
                .comment()
                .ifPresent(text -> say(
                        "COMMENT ON INDEX %s IS %s"
                                .formatted(Quoted.sibling(context.table().name(), index.name()), Quoted.literal(text)),
                        index.name()));
    }

    /** The old one keeps its own comment, but for a primary key, which is made anew on the way back. */
    private void say(String comment, String on) {
        steps.contract().run(comment);
        context.table()
                .primaryKey()
                .filter(key -> key.name().equals(on))
                .ifPresent(key -> steps.contract().restoreLast(comment));
    }

    static String commentOnConstraint(TableName table, String constraint, String text) {
        return "COMMENT ON CONSTRAINT %s ON %s IS %s"
                .formatted(Quoted.name(constraint), Quoted.table(table), Quoted.literal(text));
    }
}
