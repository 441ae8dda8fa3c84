package dev.bellows.cli;

import dev.bellows.cli.settings.Setting;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that reads a migration file. */
@Command
abstract class FileCommand extends DatabaseCommand {
    @Mixin
    private PlanningOptions planning = new PlanningOptions();

    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Parameters(paramLabel = "FILE", description = "A migration file: a path, or a name or version such as V42.")
    private String file = "";

    FileCommand(Surroundings surroundings) {
        super(surroundings);
    }

    String file() {
        return file;
    }

    @Override
    void addTo(Map<Setting, String> flags) {
        super.addTo(flags);
        planning.addTo(flags);
        pace.addTo(flags);
    }
}
