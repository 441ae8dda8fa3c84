package dev.bellows.cli;

import dev.bellows.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "approve", description = "Opens the approval gate: a person says that contract may go on.")
final class ApproveCommand extends MigrationCommand {
    @Option(
            names = "--accept",
            split = ",",
            paramLabel = "GATE",
            description = "Closed gates that you judged harmless: old-writers, old-sessions.")
    private List<String> accepted = new ArrayList<>();

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; it is kept in the journal.")
    private String note = "";

    ApproveCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Outcome run(Session session, Arguments.Chosen chosen) {
        return session.bellows().approve(chosen.id(), Person.here(), note, accepted);
    }
}
