package dev.bellows.cli;

import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.text.OutcomeText;
import dev.bellows.cli.text.OutcomeText.Source;
import dev.bellows.cli.text.PlanText;
import dev.bellows.journal.RunState;
import dev.bellows.plan.Plan;
import dev.bellows.plan.PlanJson;
import dev.bellows.plan.Planned;
import dev.bellows.run.Outcome;
import dev.bellows.run.Standing;
import dev.bellows.run.Status;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(name = "plan", description = "Shows every step of a migration, and changes nothing.")
final class PlanCommand extends FileCommand {
    PlanCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(Session session) throws SQLException, Refusal {
        var found = session.arguments().file(file());
        var id = found.file().id();
        var planned = session.bellows().plan(found.file());
        var begun = session.bellows().status(id).filter(status -> status.stage() != RunState.Stage.PLANNED);
        return switch (planned) {
            case Planned.Accepted(var plan) ->
                show(session, plan, begun.map(Status::next).orElse("bellows expand " + found.name()));
            case Planned.Rejected(var problems) -> {
                var standing = new Standing(
                        id,
                        Optional.of(begun.map(Status::stage).orElse(RunState.Stage.PLANNED)),
                        begun.isPresent() ? "bellows status " + id : "bellows plan " + found.name());
                yield session.report()
                        .outcome(
                                new Outcome.Refused(standing, problems),
                                new Source(found.name(), found.file().text()));
            }
        };
    }

    private static ExitCode show(Session session, Plan plan, String next) {
        session.report()
                .data(
                        paint ->
                                PlanText.of(plan, session.sizes(), paint) + "\n" + OutcomeText.next(next, paint) + "\n",
                        PlanJson.write(plan));
        return ExitCode.DONE;
    }
}
