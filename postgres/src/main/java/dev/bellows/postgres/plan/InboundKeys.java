package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.SourcePosition;
import dev.bellows.plan.Estimate;
import dev.bellows.plan.Impact;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.draft.Draft;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.InboundKey;
import dev.bellows.schema.Index;
import dev.bellows.schema.Table.Access;
import dev.bellows.schema.Table.TableKind;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Foreign keys that point at a column which trades places with another. They hang on the key's index, so they leave and
 * come back within the exchange; NOT VALID, because a check of all rows under an exclusive lock would stop both tables,
 * and validated after it. New rows are bound all the time.
 */
record InboundKeys(PlanContext context, TableSteps steps, String column) {
    private static final int NOT_VALID_ON_PARTITIONED = 18;

    /**
     * A key that leaves. Where the file changes the type of the column that has it as well, two leave: that of the visible
     * column, and that of the column which trades places with it.
     *
     * @param name what it is called when the exchange comes to it
     * @param comesBack as what it comes back
     * @param restored as what it comes back when the exchange is taken back
     */
    private record Form(String name, Spelling comesBack, Spelling restored) {
        Form(Spelling always) {
            this(always.name(), always, always);
        }
    }

    private record Spelling(String name, String definition) {}

    void refuse(SourcePosition position) {
        refuseIncluded(position);
        for (var inbound : keys()) {
            var child = inbound.child();
            if (child.access() == Access.NOT_OWNER) {
                steps.problem(
                        position,
                        "not-owner",
                        "our role does not own %s, whose foreign key %s must be pointed at the new %s"
                                .formatted(child.table(), inbound.key().name(), column),
                        "GRANT the owner's role to it; docs/permissions.md has the exact statements.");
            }
            if (child.kind() == TableKind.PARTITIONED
                    && context.catalog().server().major() < NOT_VALID_ON_PARTITIONED) {
                steps.problem(
                        position,
                        "partitioned",
                        "foreign key %s of the partitioned table %s cannot come back without a check of all rows under lock"
                                .formatted(inbound.key().name(), child.table()),
                        "Drop it first and make it again afterwards; PostgreSQL 18 can add it NOT VALID.");
            }
            if (isRespelled(inbound)) {
                steps.problem(
                        position,
                        "key-on-both-sides",
                        "foreign key %s of %s points at %s, and this file renames or drops another column of it"
                                .formatted(inbound.key().name(), child.table(), column),
                        "Put one of the two changes into a migration after this one.");
            }
        }
    }

    /** The key's index must leave with the column that it includes, and foreign keys hang on it. */
    private void refuseIncluded(SourcePosition position) {
        for (var constraint : context.table().constraintsOn(column)) {
            if (!constraint.columns().contains(column)) {
                context.table().inboundKeys().stream()
                        .filter(inbound -> Set.copyOf(inbound.columns()).equals(Set.copyOf(constraint.columns())))
                        .forEach(inbound -> steps.problem(
                                position,
                                "included-in-key",
                                "column %s is included in the index of %s, at which foreign key %s of %s points"
                                        .formatted(
                                                column,
                                                constraint.name(),
                                                inbound.key().name(),
                                                inbound.child().table()),
                                "Drop that foreign key first and make it again afterwards."));
            }
        }
    }

    /** Its text would be another before and after the contract of that column. */
    private boolean isRespelled(InboundKey inbound) {
        var others =
                inbound.columns().stream().filter(name -> !name.equals(column)).toList();
        return changes(inbound.child().table(), inbound.key().columns()).anyMatch(InboundKeys::respells)
                || changes(context.table().name(), others).anyMatch(InboundKeys::respells);
    }

    private static boolean respells(ColumnChange change) {
        return change.has(Operation.RenameColumn.class) || change.has(Operation.DropColumn.class);
    }

    private Stream<ColumnChange> changes(TableName table, List<String> columns) {
        return context.changeOf(table).stream()
                .flatMap(changes -> changes.existing().values().stream())
                .filter(change -> columns.contains(change.name()));
    }

    /** Before the key that they point at is dropped. */
    void leave() {
        for (var inbound : keys()) {
            var child = inbound.child().table();
            forms(inbound).forEach(form -> steps.contract().alsoLocks(child).run(drop(child, form.name())));
        }
    }

    /** When all columns have traded places; taken back, when the old ones have their keys again. */
    void comeBack() {
        for (var inbound : keys()) {
            forms(inbound).forEach(form -> comeBack(inbound, form));
        }
    }

    private void comeBack(InboundKey inbound, Form form) {
        var child = inbound.child().table();
        var contract = steps.contract();
        contract.close(
                        add(child, form.comesBack()),
                        drop(child, form.comesBack().name()))
                .restoreLast(add(child, form.restored()));
        if (form.comesBack().name().equals(inbound.key().name())) {
            inbound.key()
                    .comment()
                    .map(text ->
                            IndexTraits.commentOnConstraint(child, inbound.key().name(), text))
                    .ifPresent(comment -> contract.close(comment).restoreLast(comment));
        }
        if (inbound.key().validity() == Index.Validity.VALID) {
            contract.validateLast(Drafts.validation(child, form.restored().name()));
            steps.afterContract(validation(child, form.comesBack().name()));
        }
    }

    private static Draft validation(TableName child, String name) {
        return new Draft(
                "check all rows of %s: %s".formatted(child, name),
                Drafts.validation(child, name),
                new Impact("SHARE UPDATE EXCLUSIVE", Impact.Blocks.NOTHING, Impact.Lasts.WHOLE_STEP, Impact.Work.SCANS),
                new Reversal.Nothing("it only reads"),
                Optional.empty(),
                Estimate.CATALOGUE);
    }

    private List<InboundKey> keys() {
        return context.table().inboundKeys().stream()
                .filter(inbound -> inbound.columns().contains(column))
                .toList();
    }

    private List<Form> forms(InboundKey inbound) {
        var key = inbound.key();
        var child = inbound.child().table();
        var names = new HiddenNames(context.migration().id(), child);
        var forms = new ArrayList<Form>();
        forms.add(new Form(new Spelling(key.name(), definition(key))));
        copied(inbound).forEach(own -> {
            var kept = new Spelling(names.kept(key.name()), spelled(key, own, names.outgoing(own)));
            var standIn = new Spelling(names.standIn(key.name()), spelled(key, own, names.incoming(own)));
            if (child.equals(context.table().name())) {
                forms.add(new Form(standIn.name(), kept, standIn));
            } else {
                forms.add(new Form(isContractedBefore(child) ? kept : standIn));
            }
        });
        return forms;
    }

    /** The columns of the key itself that trade places in the same file. */
    private Stream<String> copied(InboundKey inbound) {
        var table = context.catalog().table(inbound.child().table());
        return changes(inbound.child().table(), inbound.key().columns())
                .filter(change -> table.filter(t -> Parts.isCopied(context.catalog(), t, change))
                        .isPresent())
                .map(ColumnChange::name);
    }

    private boolean isContractedBefore(TableName other) {
        var order = context.migration().tables();
        return order.indexOf(other) < order.indexOf(context.table().name());
    }

    /** Whether a key of the table itself leaves and comes back because the column that it points at changes as well. */
    static boolean leaves(PlanContext context, Constraint key) {
        return context.table().inboundKeys().stream()
                .filter(inbound ->
                        inbound.child().table().equals(context.table().name())
                                && inbound.key().name().equals(key.name()))
                .flatMap(inbound -> inbound.columns().stream())
                .map(context.change().existing()::get)
                .anyMatch(change -> change != null && Parts.isCopied(context.catalog(), context.table(), change));
    }

    private String spelled(Constraint key, String own, String replacement) {
        return new ColumnSplice(context.grammar()).constraint(definition(key), own, replacement);
    }

    private static String definition(Constraint key) {
        return key.definition().replaceFirst(" NOT VALID$", "");
    }

    private static String drop(TableName child, String name) {
        return "ALTER TABLE %s DROP CONSTRAINT %s".formatted(Quoted.table(child), Quoted.name(name));
    }

    private static String add(TableName child, Spelling key) {
        return "ALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID"
                .formatted(Quoted.table(child), Quoted.name(key.name()), key.definition());
    }
}
