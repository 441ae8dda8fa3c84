package dev.bellows.cli;

import dev.bellows.run.Outcome;
import dev.bellows.run.PurgeTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "purge", description = "Destroys the old shape after its retention; there is no way back.")
final class PurgeCommand extends MigrationCommand {
    @Option(names = "--now", description = "Do not wait for the end of the retention.")
    private boolean now;

    PurgeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Outcome run(Session session, Arguments.Chosen chosen) {
        return session.bellows().purge(chosen.id(), now ? PurgeTime.NOW : PurgeTime.AFTER_RETENTION);
    }
}
