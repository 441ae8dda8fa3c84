package dev.bellows.cli;

import dev.bellows.cli.settings.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new plan is made with; a saved plan keeps what it was made with. */
final class PlanningOptions {
    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            description = "The longest wait for a lock of one attempt; default: 100ms.")
    private @Nullable String lockTimeout;

    @Option(names = "--chunk", paramLabel = "TIME", description = "What a chunk of a backfill takes; default: 100ms.")
    private @Nullable String chunk;

    @Option(
            names = "--soak",
            paramLabel = "TIME",
            description = "How long nobody may have written the old shape before contract; default: 1h.")
    private @Nullable String soak;

    @Option(
            names = "--retention",
            paramLabel = "TIME",
            description = "How long the old shape is kept after contract; default: 7d.")
    private @Nullable String retention;

    void addTo(Map<Setting, String> flags) {
        CommonOptions.add(flags, Setting.LOCK_TIMEOUT, lockTimeout);
        CommonOptions.add(flags, Setting.CHUNK, chunk);
        CommonOptions.add(flags, Setting.SOAK, soak);
        CommonOptions.add(flags, Setting.RETENTION, retention);
    }
}
