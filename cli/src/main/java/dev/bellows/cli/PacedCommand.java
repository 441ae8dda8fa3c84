package dev.bellows.cli;

import dev.bellows.cli.settings.Setting;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command on a migration that may run a backfill. */
@Command
abstract class PacedCommand extends MigrationCommand {
    @Mixin
    private PaceOptions pace = new PaceOptions();

    PacedCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void addTo(Map<Setting, String> flags) {
        super.addTo(flags);
        pace.addTo(flags);
    }
}
