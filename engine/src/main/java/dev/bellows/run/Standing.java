package dev.bellows.run;

import dev.bellows.journal.RunState;
import dev.bellows.migration.MigrationId;
import java.util.Optional;

/**
 * What state things are in after a command.
 *
 * @param stage empty when the database could not be asked
 * @param next the next command to type; empty when there is nothing left to do
 */
public record Standing(MigrationId migration, Optional<RunState.Stage> stage, String next) {

    static Standing of(MigrationId migration, RunState state) {
        return new Standing(migration, Optional.of(state.stage()), nextCommand(migration, state));
    }

    static Standing unknown(MigrationId migration) {
        return new Standing(migration, Optional.empty(), "bellows status " + migration);
    }

    Standing andThen(String command) {
        return new Standing(migration, stage, command);
    }

    /** What carries a run in this state forward. */
    static String nextCommand(MigrationId migration, RunState state) {
        return switch (state.stage()) {
            case PLANNED, EXPANDING -> "bellows expand " + migration + ".sql";
            case EXPANDED, MIGRATING -> "bellows migrate " + migration;
            case MIGRATED -> (state.verification().isEmpty() ? "bellows verify " : "bellows contract ") + migration;
            case CONTRACTING -> "bellows contract " + migration;
            case CONTRACTED, PURGING -> "bellows purge " + migration;
            case COMPLETE -> "";
            case ROLLING_BACK -> "bellows rollback " + migration;
        };
    }
}
