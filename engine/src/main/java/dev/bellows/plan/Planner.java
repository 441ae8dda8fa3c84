package dev.bellows.plan;

import dev.bellows.migration.Migration;
import dev.bellows.schema.Catalog;

/** Turns a migration and a catalogue into a plan. Pure and deterministic. */
public interface Planner {
    Planned plan(Migration migration, Catalog catalog, PlanSettings settings);
}
