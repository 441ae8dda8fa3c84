package dev.bellows.cli;

import dev.bellows.cli.settings.Configuration;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What a command finds around it.
 *
 * @param nanos a monotonic clock, for how often progress is shown
 */
public record Surroundings(Configuration configuration, Screen screen, LongSupplier nanos) {

    static Surroundings ofProcess() {
        var environment = System.getenv();
        return new Surroundings(
                new Configuration(Path.of(""), environment), Screen.ofProcess(environment), System::nanoTime);
    }
}
