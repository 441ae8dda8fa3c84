package dev.bellows.cli;

import dev.bellows.run.Outcome;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Lifts a pause and goes on.")
final class ResumeCommand extends PacedCommand {
    ResumeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Outcome run(Session session, Arguments.Chosen chosen) {
        return session.bellows().resume(chosen.id());
    }
}
