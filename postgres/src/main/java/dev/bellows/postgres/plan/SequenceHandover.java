package dev.bellows.postgres.plan;

import dev.bellows.schema.Column;

/** What numbers a column goes with its name: a serial's sequence changes its owner, an identity is made anew. */
record SequenceHandover(PlanContext context, Column old) {

    /** After the names were traded. */
    void take(TableSteps.Exclusive contract) {
        var kept = context.names().outgoing(old.name());
        switch (old.kind()) {
            case PLAIN ->
                old.traits()
                        .ownedSequence()
                        .ifPresent(sequence -> contract.run(
                                "ALTER SEQUENCE %s OWNED BY %s".formatted(sequence, context.qualified(old.name())),
                                "ALTER SEQUENCE %s OWNED BY %s".formatted(sequence, context.qualified(kept))));
            case IDENTITY_ALWAYS -> identity(contract, kept, "ALWAYS");
            case IDENTITY_BY_DEFAULT -> identity(contract, kept, "BY DEFAULT");
            case GENERATED -> {}
        }
    }

    /** An identity cannot leave the column that it must keep NOT NULL for, so it goes before and comes after that. */
    private void identity(TableSteps.Exclusive contract, String kept, String when) {
        contract.run(move(kept, old.name(), when))
                .restoreLast(move(context.names().incoming(old.name()), old.name(), when));
    }

    /**
     * One identity ends and another begins where it stood: same name, same parameters, same next value. A limit that is
     * just that of the old type gives way to that of the new one, as ALTER COLUMN TYPE has it.
     */
    private String move(String from, String to, String when) {
        var table = Quoted.table(context.table().name());
        return "DO "
                + Quoted.body("""

        DECLARE
          s record;
          position record;
        BEGIN
          SELECT q.*, format('%%I.%%I', n.nspname, c.relname) AS name INTO s
            FROM pg_sequence q JOIN pg_class c ON c.oid = q.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE q.seqrelid = pg_get_serial_sequence(%1$s, %2$s)::regclass;
          EXECUTE format('SELECT last_value, is_called FROM %%s', s.name) INTO position;
          ALTER TABLE %3$s ALTER COLUMN %4$s DROP IDENTITY;
          EXECUTE format(
            'ALTER TABLE %5$s ALTER COLUMN %6$s ADD GENERATED %7$s AS IDENTITY (SEQUENCE NAME %%s START WITH %%s'
              ' INCREMENT BY %%s MINVALUE %%s %%s CACHE %%s %%s)',
            s.name, s.seqstart, s.seqincrement, s.seqmin,
            CASE WHEN s.seqmax IN (32767, 2147483647, 9223372036854775807) THEN 'NO MAXVALUE'
              ELSE 'MAXVALUE ' || s.seqmax END,
            s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END);
          PERFORM setval(s.name::regclass, position.last_value, position.is_called);
        END\s""".formatted(
                                Quoted.literal(table),
                                Quoted.literal(from),
                                table,
                                Quoted.name(from),
                                Quoted.template(table),
                                Quoted.template(Quoted.name(to)),
                                when));
    }
}
