package dev.bellows.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ExitGuardTest {
    /** Started in a JVM of its own: starts a server, says where, and waits for its end. */
    static final class Owner {
        public static void main(String[] arguments) throws Exception {
            try (var server = PostgresServer.start(PostgresVersion.V18);
                    var connection = server.superuserConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SHOW data_directory")) {
                rows.next();
                System.out.println(server.process().orElseThrow().pid() + " "
                        + Path.of(rows.getString(1)).getParent());
                System.out.flush();
                if (arguments[0].equals("exit")) {
                    System.exit(0);
                }
                System.in.read();
            }
        }
    }

    @Test
    void a_killed_jvm_leaves_no_server() throws IOException, InterruptedException {
        assertNothingLeftOf(owner("wait"));
    }

    @Test
    void an_exiting_jvm_leaves_no_server() throws IOException, InterruptedException {
        assertNothingLeftOf(owner("exit"));
    }

    private static void assertNothingLeftOf(Process owner) throws IOException, InterruptedException {
        try (var output = new BufferedReader(owner.inputReader(StandardCharsets.UTF_8))) {
            var line = output.readLine();
            assertThat(line).matches("\\d+ /.*");
            var postmaster = ProcessHandle.of(Long.parseLong(line.substring(0, line.indexOf(' '))));
            var folder = Path.of(line.substring(line.indexOf(' ') + 1));
            owner.destroyForcibly();
            owner.waitFor(20, TimeUnit.SECONDS);
            postmaster.ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(20)));
            for (var poll = 0; poll < 400 && Files.exists(folder); poll++) {
                TimeUnit.MILLISECONDS.sleep(25); // the guard deletes the folder after the server's end
            }
            assertThat(folder).doesNotExist();
        }
    }

    private static Process owner(String mode) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Owner.class.getName(), mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
