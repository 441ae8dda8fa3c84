package dev.bellows.dialect;

import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Parsed;

/** Understands a dialect's SQL. Pure but for loading its grammar once. Thread-safe. */
public interface FrontEnd {
    /** The migration, or all problems at once; never throws for bad input. */
    Parsed parse(MigrationFile file);
}
