package dev.bellows.cli;

import dev.bellows.run.Outcome;
import picocli.CommandLine.Command;

@Command(name = "pause", description = "Stops a running backfill after its chunk; the sync goes on.")
final class PauseCommand extends MigrationCommand {
    PauseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Outcome run(Session session, Arguments.Chosen chosen) {
        return session.bellows().pause(chosen.id());
    }
}
