package dev.bellows.cli;

import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.text.OutcomeText.Source;
import picocli.CommandLine.Command;

@Command(name = "run", description = "Goes through all phases, as far as gates and retention allow.")
final class RunCommand extends FileCommand {
    RunCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(Session session) throws Refusal {
        var found = session.arguments().file(file());
        var outcome = session.bellows().run(found.file());
        session.progress().close();
        return session.report()
                .outcome(outcome, new Source(found.name(), found.file().text()));
    }
}
