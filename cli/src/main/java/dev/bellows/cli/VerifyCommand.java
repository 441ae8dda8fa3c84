package dev.bellows.cli;

import dev.bellows.run.Outcome;
import picocli.CommandLine.Command;

@Command(name = "verify", description = "Compares both shapes again, row by row.")
final class VerifyCommand extends MigrationCommand {
    VerifyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Outcome run(Session session, Arguments.Chosen chosen) {
        return session.bellows().verify(chosen.id());
    }
}
