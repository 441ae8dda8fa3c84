package dev.bellows.plan;

import dev.bellows.migration.MigrationId;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.List;

/**
 * The plan: printed, linted, rehearsed, saved and executed. What is not in it does not happen.
 *
 * @param migration the migration
 * @param checksum SHA-256 of the file that it was made from
 * @param server the server that it was made for, such as {@code PostgreSQL 18.6}
 * @param tables the tables that it changes, sorted
 * @param steps in the order of execution
 * @param gates what must hold before contract; empty when nothing is contracted
 * @param limits the durations that the steps obey
 * @param notes what the user should know before it starts
 */
public record Plan(
        MigrationId migration,
        String checksum,
        String server,
        List<TableName> tables,
        List<Step> steps,
        List<Gate> gates,
        Limits limits,
        List<String> notes) {

    public Plan {
        tables = List.copyOf(tables);
        steps = List.copyOf(steps);
        gates = List.copyOf(gates);
        notes = List.copyOf(notes);
    }

    /**
     * Durations.
     *
     * @param lockTimeout the longest wait for a lock of one attempt
     * @param chunk the time that a chunk of a backfill aims at
     * @param retention how long the old shape is kept after contract
     */
    public record Limits(Duration lockTimeout, Duration chunk, Duration retention) {}

    /** The steps of one phase, in order. */
    public List<Step> steps(Phase phase) {
        return steps.stream().filter(step -> step.phase() == phase).toList();
    }
}
