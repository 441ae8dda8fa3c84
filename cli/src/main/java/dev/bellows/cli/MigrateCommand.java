package dev.bellows.cli;

import dev.bellows.run.Outcome;
import picocli.CommandLine.Command;

@Command(name = "migrate", description = "Fills the new shape, and compares it with the old one.")
final class MigrateCommand extends PacedCommand {
    MigrateCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Outcome run(Session session, Arguments.Chosen chosen) {
        return session.bellows().migrate(chosen.id());
    }
}
