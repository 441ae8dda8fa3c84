package dev.bellows.postgres.plan;

import dev.bellows.plan.Estimate;
import dev.bellows.plan.Impact;
import dev.bellows.plan.Reversal;
import dev.bellows.schema.InboundKey;
import dev.bellows.schema.Index;
import java.util.List;
import java.util.Optional;

/**
 * Foreign keys that point at a column which trades places with another. They hang on the key's index, so they leave and
 * come back within the exchange; NOT VALID, because a check of all rows under an exclusive lock would stop both tables,
 * and validated after it. New rows are bound all the time.
 */
record InboundKeys(PlanContext context, TableSteps steps, String column) {

    /** Before the key that they point at is dropped. */
    void leave() {
        for (var key : keys()) {
            steps.contract().alsoLocks(key.child()).run(drop(key));
        }
    }

    /** Once the new column has its key; taken back, once the old one has its own again. */
    void comeBack() {
        for (var key : keys()) {
            steps.contract().run(add(key), drop(key)).restoreLast(add(key));
            if (key.validity() == Index.Validity.VALID) {
                steps.contract().validateLast(Drafts.validation(key.child(), key.name()));
                steps.afterContract(new Draft(
                        "check all rows of %s: %s".formatted(key.child(), key.name()),
                        Drafts.validation(key.child(), key.name()),
                        new Impact(
                                "SHARE UPDATE EXCLUSIVE",
                                Impact.Blocks.NOTHING,
                                Impact.Lasts.WHOLE_STEP,
                                Impact.Work.SCANS),
                        new Reversal.Nothing("it only reads"),
                        Optional.empty(),
                        Estimate.CATALOGUE));
            }
        }
    }

    private List<InboundKey> keys() {
        return context.table().inboundKeys().stream()
                .filter(key -> key.columns().contains(column))
                .toList();
    }

    private static String drop(InboundKey key) {
        return "ALTER TABLE %s DROP CONSTRAINT %s".formatted(Quoted.table(key.child()), Quoted.name(key.name()));
    }

    private static String add(InboundKey key) {
        var definition = key.definition().replaceFirst(" NOT VALID$", "");
        return "ALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID"
                .formatted(Quoted.table(key.child()), Quoted.name(key.name()), definition);
    }
}
