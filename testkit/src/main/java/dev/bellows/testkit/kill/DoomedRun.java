package dev.bellows.testkit.kill;

import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that carries out commands and is killed by {@code kill -9} when it comes to a point: no shutdown hook, no
 * closing of connections, no last word.
 */
public final class DoomedRun {
    private static final int UNDISTURBED = 0;
    private static final int OTHERWISE = 3;

    /** 128 and the number of SIGKILL. */
    private static final int KILLED = 137;

    private DoomedRun() {}

    /** Arguments: the three of the target, file, point of death, commands. */
    public static void main(String[] arguments) throws IOException {
        var words = List.of(arguments);
        var target = Target.parse(words.subList(0, 3));
        var path = Path.of(words.get(3));
        var point = DeathPoint.parse(words.get(4));
        var file = MigrationFile.named(path.getFileName().toString(), Files.readString(path));
        var bellows = target.bellows(dieAt(point));
        for (var command : words.subList(5, words.size())) {
            var outcome = Commands.valueOf(command).give(bellows, file);
            if (!(outcome instanceof Outcome.Done)) {
                System.err.println(command + " ended with " + outcome);
                System.exit(OTHERWISE);
            }
        }
        System.exit(UNDISTURBED);
    }

    private static RunListener dieAt(DeathPoint point) {
        return update -> {
            if (point.isAt(update)) {
                killMyself();
            }
        };
    }

    private static void killMyself() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
            Thread.sleep(60_000);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("could not die", e);
        }
    }

    /** Starts it on a database and waits; true if it was killed, false if it came to its end undisturbed. */
    public static boolean isKilled(Target target, Path file, DeathPoint point, Commands... commands)
            throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DoomedRun.class.getName()));
        line.addAll(target.arguments());
        line.addAll(List.of(file.toString(), point.text()));
        for (var command : commands) {
            line.add(command.name());
        }
        var output = Files.createTempFile("doomed", ".log");
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it neither died nor ended: " + Files.readString(output));
        }
        var code = process.exitValue();
        if (code != KILLED && code != UNDISTURBED) {
            throw new IllegalStateException("exit code " + code + ": " + Files.readString(output));
        }
        Files.delete(output);
        return code == KILLED;
    }
}
