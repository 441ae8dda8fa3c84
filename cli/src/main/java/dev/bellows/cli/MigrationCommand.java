package dev.bellows.cli;

import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.text.OutcomeText.Source;
import dev.bellows.migration.Problem;
import dev.bellows.run.Outcome;
import dev.bellows.run.Standing;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A command on a migration that has a saved run. */
@Command
abstract class MigrationCommand extends DatabaseCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "MIGRATION",
            description = "An id, a version such as V42, or a file; may be left out when only one is in flight.")
    private @Nullable String migration;

    MigrationCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /** What the command does with it. */
    abstract Outcome run(Session session, Arguments.Chosen chosen) throws SQLException, Refusal;

    @Override
    ExitCode run(Session session) throws SQLException, Refusal {
        var chosen = session.arguments().migration(Optional.ofNullable(migration), session.bellows());
        var name = chosen.file().map(Arguments.Found::name).orElse(chosen.id().value());
        var outcome = chosen.isEdited() ? edited(chosen) : run(session, chosen);
        session.progress().close();
        return session.report().outcome(outcome, new Source(name, ""));
    }

    private static Outcome edited(Arguments.Chosen chosen) {
        var problem = new Problem(
                "checksum-differs",
                Optional.empty(),
                "the file of %s was edited after its run began; the saved plan belongs to the old text"
                        .formatted(chosen.id()),
                "put the old text back, or take the run back with: bellows rollback " + chosen.id());
        var standing = new Standing(chosen.id(), Optional.of(chosen.status().stage()), "bellows status " + chosen.id());
        return new Outcome.Refused(standing, List.of(problem));
    }
}
