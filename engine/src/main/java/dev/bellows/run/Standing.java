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

    /** After a command that failed and changed nothing: never what would carry a run on that was to go back. */
    Standing toTryAgain(String command) {
        return stage.isEmpty() ? this : andThen(typed(command, migration));
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

    /** Commands that begin a run take its file. */
    private static String typed(String command, MigrationId migration) {
        return "bellows " + command + " " + migration + (command.equals("expand") ? ".sql" : "");
    }

    /** What carries a run in this state forward. */
    static String nextCommand(MigrationId migration, RunState state) {
        return switch (state.stage()) {
            case PLANNED, EXPANDING -> typed("expand", migration);
            case EXPANDED, MIGRATING -> typed("migrate", migration);
            case MIGRATED -> typed(isEqual(state) ? "contract" : "verify", migration);
            case CONTRACTING -> typed("contract", migration);
            case CONTRACTED, PURGING -> typed("purge", migration);
            case COMPLETE -> "";
            case ROLLING_BACK -> typed("rollback", migration);
        };
    }

    private static boolean isEqual(RunState state) {
        return state.verification()
                .filter(verified -> verified.differences() == 0)
                .isPresent();
    }
}
