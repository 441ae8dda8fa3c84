package dev.bellows.postgres.plan;

import dev.bellows.plan.Estimate;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.draft.Draft;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import dev.bellows.schema.Column.Volatility;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Index;
import java.util.List;

/**
 * The exchange of a column against one of another type, with everything that hangs on it. What can be made beside live
 * traffic is made in MIGRATE (indexes concurrently, constraints NOT VALID and validated); the exchange itself only
 * renames and attaches.
 */
final class RetypeSwap {
    private static final int NAMED_NOT_NULL = 18;
    private static final String RENAME_CONSTRAINT = "RENAME CONSTRAINT %s TO %s";

    private final PlanContext context;
    private final TableSteps steps;
    private final ColumnChange change;
    private final Column old;
    private final Column incoming;
    private final ColumnSplice splice;

    RetypeSwap(PlanContext context, TableSteps steps, ColumnChange change, Column old, Column incoming) {
        this.context = context;
        this.steps = steps;
        this.change = change;
        this.old = old;
        this.incoming = incoming;
        this.splice = new ColumnSplice(context.grammar());
    }

    /** Everything that can be built before the exchange. */
    void prepare() {
        context.table().indexes().stream().filter(this::isConcerned).forEach(this::buildTwin);
        concerned(Constraint.Kind.PRIMARY_KEY).forEach(this::buildSpareKey);
        concerned(Constraint.Kind.CHECK).forEach(this::addTwin);
        concerned(Constraint.Kind.FOREIGN_KEY).forEach(this::addTwin);
        if (old.isNotNull()) {
            requireIncoming();
        }
    }

    /** The exchange, each statement with what takes it back. */
    void trade() {
        var inbound = new InboundKeys(context, steps, old.name());
        inbound.leave();
        var traits = new IndexTraits(context, steps, old.name());
        traits.leave();
        concerned(Constraint.Kind.PRIMARY_KEY).forEach(this::dropKey);
        concerned(Constraint.Kind.UNIQUE)
                .forEach(c -> rename(c.name(), context.names().kept(c.name())));
        concerned(Constraint.Kind.CHECK)
                .forEach(c -> rename(c.name(), context.names().kept(c.name())));
        staying().forEach(c -> rename(c.name(), context.names().kept(c.name())));
        tradeIndexes();
        tradeDefaults();
        tradeNames();
        if (old.isNotNull()) {
            clearTheName();
            settleIncoming();
        }
        concerned(Constraint.Kind.CHECK).forEach(c -> rename(context.names().standIn(c.name()), c.name()));
        staying().forEach(c -> rename(context.names().standIn(c.name()), c.name()));
        concerned(Constraint.Kind.UNIQUE).forEach(this::attachUnique);
        concerned(Constraint.Kind.PRIMARY_KEY).forEach(this::attachKey);
        traits.comeBack();
        inbound.comeBack();
        new SequenceHandover(context, old).take(steps.contract());
        if (old.isNotNull() && isIdentity()) {
            freeOldOfNotNull(context.names().outgoing(old.name()));
            steps.contract()
                    .restoreLast(
                            context.alter("ALTER COLUMN %s DROP NOT NULL".formatted(Quoted.name(incoming.name()))));
        }
    }

    /** The server keeps an identity NOT NULL, so the one that leaves is freed only after it has handed over. */
    private boolean isIdentity() {
        return old.kind() == Column.ColumnKind.IDENTITY_ALWAYS || old.kind() == Column.ColumnKind.IDENTITY_BY_DEFAULT;
    }

    /**
     * PostgreSQL 18 names a NOT NULL {@code table_column_not_null}, and an identity keeps its own until it has handed over:
     * so that one leaves the name to the column that settles, on the way there and on the way back.
     */
    private void clearTheName() {
        if (isIdentity() && context.catalog().server().major() >= NAMED_NOT_NULL) {
            var aside = context.names().notNullCheck("aside_" + old.name());
            steps.contract().run(setAside(context.names().outgoing(old.name()), aside), setAside(old.name(), aside));
        }
    }

    private String setAside(String column, String name) {
        var table = Quoted.table(context.table().name());
        return "DO "
                + Quoted.body("""
                 BEGIN
                  EXECUTE (SELECT format('ALTER TABLE %1$s RENAME CONSTRAINT %%I TO %2$s', k.conname)
                    FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
                    WHERE k.contype = 'n' AND k.conrelid = %3$s::regclass AND a.attname = %4$s);
                END\s""".formatted(
                                Quoted.template(table),
                                Quoted.template(Quoted.name(name)),
                                Quoted.literal(table),
                                Quoted.literal(column)));
    }

    /** Foreign keys that do not leave because the column that they point at changes as well. */
    private List<Constraint> staying() {
        return concerned(Constraint.Kind.FOREIGN_KEY).stream()
                .filter(key -> !InboundKeys.leaves(context, key))
                .toList();
    }

    private boolean isConcerned(Index index) {
        return index.columns().contains(old.name()) && index.validity() == Index.Validity.VALID;
    }

    private List<Constraint> concerned(Constraint.Kind kind) {
        return context.table().constraintsOn(old.name()).stream()
                .filter(c -> c.kind() == kind)
                .toList();
    }

    private void buildTwin(Index index) {
        var name = context.names().standIn(index.name());
        var text = splice.index(index.definition(), old.name(), incoming.name());
        var build = context.drafts()
                .buildIndex(
                        "index the new column as %s does the old one".formatted(index.name()),
                        name,
                        text.head(),
                        Quoted.name(name) + text.fromOn());
        steps.afterFill(build);
        if (index.constraint().isPresent()) {
            steps.beforeContract(again(build, name));
        }
    }

    /** A constraint that is dropped on the way back takes its index with it; contract may come a second time. */
    private static Draft again(Draft build, String index) {
        return new Draft(
                "have %s again, if a rollback took it".formatted(index),
                build.action(),
                build.impact(),
                new Reversal.Nothing("it goes the way that it has from MIGRATE"),
                build.probe(),
                Estimate.CATALOGUE);
    }

    /** A primary key can only be dropped, index and all; this index takes its place for a rollback. */
    private void buildSpareKey(Constraint key) {
        var index = context.table().indexes().stream()
                .filter(i -> i.constraint().filter(key.name()::equals).isPresent())
                .findFirst()
                .orElseThrow();
        var name = context.names().kept(key.name());
        var text = splice.index(index.definition(), old.name(), old.name());
        var build = context.drafts()
                .buildIndex(
                        "a second index for %s, for a rollback".formatted(key.name()),
                        name,
                        text.head(),
                        Quoted.name(name) + text.fromOn());
        steps.afterFill(build);
        steps.beforeContract(again(build, name));
    }

    private void addTwin(Constraint constraint) {
        var name = context.names().standIn(constraint.name());
        var definition = constraint.definition().replaceFirst(" NOT VALID$", "");
        var add = context.alter("ADD CONSTRAINT %s %s NOT VALID"
                .formatted(Quoted.name(name), splice.constraint(definition, old.name(), incoming.name())));
        steps.afterFill(context.drafts()
                .exclusive(
                        "%s for the new column".formatted(constraint.name()),
                        List.of(add),
                        new Reversal.Nothing("it goes with the new column")));
        if (constraint.validity() == Index.Validity.VALID) {
            steps.afterFill(context.drafts().validate(name, constraint.name() + " for the new column"));
        }
    }

    private void requireIncoming() {
        var check = context.names().notNullCheck(old.name());
        steps.beforeContract(context.drafts()
                .exclusive(
                        "from now on the new form of %s is not NULL".formatted(old.name()),
                        List.of(NotNull.addCheck(context, incoming.name(), check)),
                        context.drafts().undo(List.of(NotNull.dropCheck(context, check)))));
        steps.beforeContract(context.drafts().validate(check, "the new form of %s is not NULL".formatted(old.name())));
    }

    /** After the names are traded, because PostgreSQL 18 names a NOT NULL after the column as it is called then. */
    private void settleIncoming() {
        var check = context.names().notNullCheck(old.name());
        NotNull.settle(context, old.name(), check).forEach(steps.contract()::run);
        if (!isIdentity()) {
            steps.contract()
                    .takenBackBy(context.alter("ALTER COLUMN %s DROP NOT NULL".formatted(Quoted.name(old.name()))));
        }
    }

    private void dropKey(Constraint key) {
        var kept = Quoted.name(context.names().kept(key.name()));
        steps.contract()
                .run(context.alter("DROP CONSTRAINT " + Quoted.name(key.name())))
                .restoreLast(context.alter(
                        "ADD CONSTRAINT %s PRIMARY KEY USING INDEX %s".formatted(Quoted.name(key.name()), kept)));
    }

    private void attachKey(Constraint key) {
        var twin = Quoted.name(context.names().standIn(key.name()));
        steps.contract()
                .run(
                        context.alter("ADD CONSTRAINT %s PRIMARY KEY USING INDEX %s"
                                .formatted(Quoted.name(key.name()), twin)),
                        context.alter("DROP CONSTRAINT " + Quoted.name(key.name())));
    }

    private void attachUnique(Constraint unique) {
        var twin = Quoted.name(context.names().standIn(unique.name()));
        steps.contract()
                .run(
                        context.alter(
                                "ADD CONSTRAINT %s UNIQUE USING INDEX %s".formatted(Quoted.name(unique.name()), twin)),
                        context.alter("DROP CONSTRAINT " + Quoted.name(unique.name())));
    }

    private void rename(String from, String to) {
        steps.contract()
                .run(
                        context.alter(RENAME_CONSTRAINT.formatted(Quoted.name(from), Quoted.name(to))),
                        context.alter(RENAME_CONSTRAINT.formatted(Quoted.name(to), Quoted.name(from))));
    }

    private void tradeIndexes() {
        context.table().indexes().stream()
                .filter(this::isConcerned)
                .filter(index -> index.constraint().isEmpty())
                .forEach(index -> {
                    renameIndex(index.name(), context.names().kept(index.name()));
                    renameIndex(context.names().standIn(index.name()), index.name());
                });
    }

    private void renameIndex(String from, String to) {
        var alter = "ALTER INDEX %s RENAME TO %s";
        steps.contract()
                .run(
                        alter.formatted(Quoted.sibling(context.table().name(), from), Quoted.name(to)),
                        alter.formatted(Quoted.sibling(context.table().name(), to), Quoted.name(from)));
    }

    /** The old column loses its default: evaluated for nothing, a nextval would burn numbers. */
    private void tradeDefaults() {
        old.defaultValue().ifPresent(value -> {
            var name = Quoted.name(old.name());
            steps.contract()
                    .run(
                            context.alter("ALTER COLUMN %s DROP DEFAULT".formatted(name)),
                            context.alter("ALTER COLUMN %s SET DEFAULT %s".formatted(name, value.sql())));
            if (value.volatility() == Volatility.VOLATILE && !change.changesDefault()) {
                setIncomingDefault(value);
            }
        });
        if (old.isNotNull() && !isIdentity()) {
            freeOldOfNotNull(old.name());
        }
    }

    private void setIncomingDefault(ColumnDefault value) {
        var name = Quoted.name(incoming.name());
        steps.contract()
                .run(
                        context.alter("ALTER COLUMN %s SET DEFAULT %s".formatted(name, value.sql())),
                        context.alter("ALTER COLUMN %s DROP DEFAULT".formatted(name)));
    }

    private void tradeNames() {
        var kept = Quoted.name(context.names().outgoing(old.name()));
        var name = Quoted.name(old.name());
        var fresh = Quoted.name(incoming.name());
        var rename = "RENAME COLUMN %s TO %s";
        steps.contract()
                .run(context.alter(rename.formatted(name, kept)), context.alter(rename.formatted(kept, name)))
                .run(context.alter(rename.formatted(fresh, name)), context.alter(rename.formatted(name, fresh)));
    }

    /** The old column follows the new one from now on, and must not refuse what the old type cannot hold. */
    private void freeOldOfNotNull(String named) {
        steps.contract()
                .run(context.alter("ALTER COLUMN %s DROP NOT NULL".formatted(Quoted.name(named))))
                .restoreNotNull(new TableSteps.Exclusive.Restore(
                        old.name(),
                        context.names().outgoing(old.name()),
                        context.names().notNullCheck("old_" + old.name())));
    }
}
