package dev.bellows.cli;

import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.text.OutcomeText.Source;
import picocli.CommandLine.Command;

@Command(name = "expand", description = "Saves the plan, adds the new shape and starts the sync.")
final class ExpandCommand extends FileCommand {
    ExpandCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(Session session) throws Refusal {
        var found = session.arguments().file(file());
        var outcome = session.bellows().expand(found.file());
        session.progress().close();
        return session.report()
                .outcome(outcome, new Source(found.name(), found.file().text()));
    }
}
