package dev.bellows.cli;

import dev.bellows.run.Outcome;
import picocli.CommandLine.Command;

@Command(name = "contract", description = "Hides the old shape and keeps it in sync, if the gates are open.")
final class ContractCommand extends MigrationCommand {
    ContractCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Outcome run(Session session, Arguments.Chosen chosen) {
        return session.bellows().contract(chosen.id());
    }
}
