package dev.bellows.bench.ground;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.run.Outcome;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.scenario.BellowsOn;

/** A migration carried out by the real engine. */
public final class Migrated {
    private Migrated() {}

    /** Bellows as the role of docs/permissions.md, with its default pace. */
    public static Bellows bellows(PostgresDatabase database, RunListener listener) {
        return BellowsOn.connections(() -> database.connection("bellows"), listener);
    }

    /** Both shapes are there, filled, compared and in sync. */
    public static void upToContract(Bellows bellows, MigrationFile file) {
        done(bellows.expand(file));
        done(bellows.migrate(file.id()));
    }

    private static void done(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("the migration stopped: " + outcome);
        }
    }
}
