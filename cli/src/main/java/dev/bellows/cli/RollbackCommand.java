package dev.bellows.cli;

import dev.bellows.run.Outcome;
import dev.bellows.run.RollbackTo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "rollback", description = "Goes back, in seconds, and loses no write.")
final class RollbackCommand extends MigrationCommand {
    @Option(
            names = "--to",
            paramLabel = "WHERE",
            description = "previous: from contract to where both shapes are visible, from earlier to the start;"
                    + " start: all the way. Default: previous.")
    private RollbackTo to = RollbackTo.PREVIOUS;

    RollbackCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Outcome run(Session session, Arguments.Chosen chosen) {
        return session.bellows().rollback(chosen.id(), to);
    }
}
