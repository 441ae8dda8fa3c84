package dev.bellows.run;

import dev.bellows.journal.RunState;
import dev.bellows.migration.MigrationId;
import java.util.List;
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

    /** The next command where gates of contract are closed: what gives the missing evidence, else a look at it. */
    Standing toOpen(List<GateReport> reports) {
        var closed = reports.stream()
                .filter(GateReport::isClosed)
                .map(GateReport::gate)
                .toList();
        if (closed.contains(GateReport.PARITY)) {
            return andThen("bellows verify " + migration);
        }
        var command = closed.contains(GateReport.APPROVAL) ? "bellows approve " : "bellows status ";
        return andThen(command + migration);
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
