package dev.bellows.cli;

import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.text.StatusJson;
import dev.bellows.cli.text.StatusText;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Shows where one migration stands, or all of them; changes nothing.")
final class StatusCommand extends DatabaseCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "MIGRATION",
            description = "An id, a version such as V42, or a file; without it all migrations.")
    private @Nullable String migration;

    @Option(names = "--exit-code", description = "End with 5 while a migration is in flight.")
    private boolean exitCode;

    StatusCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(Session session) throws SQLException, Refusal {
        var statuses = migration == null
                ? session.bellows().statuses()
                : List.of(session.arguments()
                        .migration(Optional.of(migration), session.bellows())
                        .status());
        session.report()
                .data(
                        paint -> statuses.size() != 1
                                ? StatusText.of(statuses, paint)
                                : StatusText.of(statuses.getFirst(), paint),
                        StatusJson.write(statuses));
        return exitCode && statuses.stream().anyMatch(Arguments::isInFlight) ? ExitCode.PENDING : ExitCode.DONE;
    }
}
