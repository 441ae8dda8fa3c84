package dev.bellows.cli;

import dev.bellows.cli.settings.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a backfill holds back. */
final class PaceOptions {
    @Option(
            names = "--max-lag",
            paramLabel = "TIME",
            description = "The replica lag above which a backfill holds; default: 10s.")
    private @Nullable String maxLag;

    @Option(
            names = "--max-active",
            paramLabel = "COUNT",
            description = "The active sessions above which a backfill slows down; default: 100.")
    private @Nullable String maxActive;

    void addTo(Map<Setting, String> flags) {
        CommonOptions.add(flags, Setting.MAX_LAG, maxLag);
        CommonOptions.add(flags, Setting.MAX_ACTIVE, maxActive);
    }
}
