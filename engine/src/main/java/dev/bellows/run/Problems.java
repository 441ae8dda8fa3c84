package dev.bellows.run;

import dev.bellows.journal.RunState;
import dev.bellows.migration.MigrationId;
import dev.bellows.migration.Problem;
import java.util.List;
import java.util.Optional;

/** Why a command is refused before it begins. */
final class Problems {
    private Problems() {}

    static Outcome.Refused unknown(MigrationId migration) {
        return new Outcome.Refused(
                new Standing(migration, Optional.empty(), "bellows status"),
                List.of(problem(
                        "unknown-migration",
                        "no run of " + migration + " is saved in this database",
                        "bellows expand " + migration + ".sql begins one")));
    }

    static Outcome.Refused checksumDiffers(MigrationId migration, RunState state) {
        return new Outcome.Refused(Standing.of(migration, state), List.of(edited(migration)));
    }

    static Problem edited(MigrationId migration) {
        return problem(
                "checksum-differs",
                "the file of %s was edited after its run began; the saved plan belongs to the old text"
                        .formatted(migration),
                "put the old text back, or take the run back with: bellows rollback " + migration);
    }

    static Outcome.Refused phaseOrder(MigrationId migration, RunState state, String command) {
        return new Outcome.Refused(
                Standing.of(migration, state),
                List.of(problem(
                        "phase-order",
                        "%s is %s; %s comes later"
                                .formatted(migration, state.stage().words(), command),
                        "run first: " + Standing.nextCommand(migration, state))));
    }

    static Outcome.Refused noWayBack(MigrationId migration, RunState state, String why) {
        return new Outcome.Refused(
                Standing.of(migration, state),
                List.of(problem("no-way-back", why, "write a new migration that restores what you need")));
    }

    static Outcome.NeedsOperator rollbackPending(MigrationId migration, RunState state) {
        return new Outcome.NeedsOperator(
                Standing.of(migration, state),
                "a rollback of %s was interrupted; finish it first with: bellows rollback %s"
                        .formatted(migration, migration));
    }

    static Problem problem(String code, String message, String remedy) {
        return new Problem(code, Optional.empty(), message, remedy);
    }
}
