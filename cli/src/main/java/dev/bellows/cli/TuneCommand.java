package dev.bellows.cli;

import dev.bellows.cli.settings.Layer.Given;
import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.settings.Setting;
import dev.bellows.cli.settings.Settings;
import dev.bellows.run.Outcome;
import dev.bellows.run.Tuning;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "tune", description = "Changes the pace of a backfill while it runs.")
final class TuneCommand extends MigrationCommand {
    @Option(names = "--chunk", paramLabel = "TIME", description = "What a chunk takes, such as 50ms.")
    private @Nullable String chunk;

    @Option(names = "--max-lag", paramLabel = "TIME", description = "The replica lag above which it holds.")
    private @Nullable String maxLag;

    @Option(
            names = "--max-active",
            paramLabel = "COUNT",
            description = "The active sessions above which it slows down.")
    private @Nullable String maxActive;

    TuneCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Outcome run(Session session, Arguments.Chosen chosen) throws Refusal {
        return session.bellows().tune(chosen.id(), tuning());
    }

    private Tuning tuning() throws Refusal {
        if (chunk == null && maxLag == null && maxActive == null) {
            throw new Refusal("nothing to change", "give --chunk, --max-lag or --max-active");
        }
        return new Tuning(
                duration(Setting.CHUNK, chunk),
                duration(Setting.MAX_LAG, maxLag),
                maxActive == null
                        ? Optional.empty()
                        : Optional.of(Settings.count(new Given(maxActive, Setting.MAX_ACTIVE.flag()))));
    }

    private static Optional<Duration> duration(Setting setting, @Nullable String text) throws Refusal {
        return text == null ? Optional.empty() : Optional.of(Settings.positive(new Given(text, setting.flag())));
    }
}
