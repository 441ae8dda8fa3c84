package dev.bellows.postgres.plan;

import dev.bellows.schema.Column;

/** The sequence of a serial column goes with the name of the column; after the exchange of names both statements hold. */
record SequenceHandover(PlanContext context, Column old) {

    void take(TableSteps.Exclusive contract) {
        if (old.kind() != Column.ColumnKind.PLAIN) {
            return;
        }
        old.traits().ownedSequence().ifPresent(sequence -> {
            var kept = context.qualified(context.names().outgoing(old.name()));
            contract.run(
                    "ALTER SEQUENCE %s OWNED BY %s".formatted(sequence, context.qualified(old.name())),
                    "ALTER SEQUENCE %s OWNED BY %s".formatted(sequence, kept));
        });
    }
}
