package dev.bellows.bench;

import dev.bellows.json.Json;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all benchmarks have: the result goes to standard output, everything else to standard error. */
abstract class Benchmark implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "K",
            description = "How often each contender has its turn; default: ${DEFAULT-VALUE}.",
            defaultValue = "3")
    private int runs;

    @Option(names = "--json", description = "Print one JSON object: every run, medians, ratios.")
    private boolean json;

    @Option(names = "--help", usageHelp = true, description = "Show this help and stop.")
    @SuppressWarnings("UnusedVariable") // picocli sets it and stops
    private boolean help;

    /** What was measured, in both forms. */
    record Result(String text, Map<String, Object> json) {}

    abstract Result measure() throws Exception;

    @Override
    public final Integer call() throws Exception {
        var out = spec().commandLine().getOut();
        var result = measure();
        out.print(json ? Json.write(result.json()) + "\n" : result.text());
        out.flush();
        return 0;
    }

    final int runs() {
        return Math.toIntExact(atLeast("--runs", 1, runs));
    }

    final long atLeast(String option, long least, long value) {
        if (value < least) {
            throw new ParameterException(
                    spec().commandLine(), "%s takes a number from %d on, not %d".formatted(option, least, value));
        }
        return value;
    }

    final void say(String words) {
        spec().commandLine().getErr().println("> " + words);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli sets it first");
    }
}
