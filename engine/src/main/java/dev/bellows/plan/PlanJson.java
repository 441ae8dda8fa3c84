package dev.bellows.plan;

import java.util.Locale;
import java.util.Map;

/**
 * A plan to and from plain values, as {@link dev.bellows.json.Json} reads and writes them. Pure.
 *
 * <p>The form is a contract with scripts and with plans saved in databases (docs/plan-json.md). {@code schema} is 1.
 * Variants carry a {@code kind}: the name of their record in kebab case, as are the values of enums. Durations are
 * ISO-8601. What is absent has no field. Adding a field that a reader may ignore keeps the schema number; anything else
 * raises it.
 */
public final class PlanJson {
    /** The version of the form that is written, and the only one that is read. */
    public static final int SCHEMA = 1;

    private PlanJson() {}

    /** The plan as a map in the order in which a person reads it. */
    public static Map<String, Object> write(Plan plan) {
        return PlanWriter.plan(plan);
    }

    /**
     * The plan that was written.
     *
     * @throws IllegalArgumentException naming the field where the form is unknown or broken
     */
    public static Plan read(Map<String, Object> json) {
        return PlanReader.plan(new PlanFields("plan", json));
    }

    /** {@code READS_AND_WRITES} as {@code reads-and-writes}. */
    static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
