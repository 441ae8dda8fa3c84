package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.settings.Configuration;
import dev.bellows.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

final class CommandTreeTest {
    /** A port on which nobody listens. */
    private static final String NOWHERE = "postgres://bob:geheim@localhost:1/shop";

    @TempDir
    Path folder;

    /** Commands that have no use for the address of a database. */
    private static final Set<String> BRINGS_ITS_DATABASE = Set.of("demo");

    private final Captured captured = new Captured(Screen.Kind.PIPE);

    static List<String> commands() {
        return CommandTree.COMMANDS.stream().map(CommandTree.Entry::name).toList();
    }

    @Test
    void the_commands_are_those_of_the_contract() {
        assertThat(commands())
                .containsExactlyInAnyOrder(
                        "plan",
                        "expand",
                        "migrate",
                        "verify",
                        "contract",
                        "rollback",
                        "purge",
                        "run",
                        "status",
                        "pause",
                        "resume",
                        "approve",
                        "tune",
                        "demo");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_speaks_json_and_has_a_description_and_a_page(String name) {
        var spec = spec(name);

        assertThat(spec.name()).isEqualTo(name);
        assertThat(spec.optionsMap()).containsKeys("--json", "--help");
        if (!BRINGS_ITS_DATABASE.contains(name)) {
            assertThat(spec.optionsMap()).containsKeys("--url", "--user", "--config", "--verbose");
        }
        assertThat(spec.usageMessage().description())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).endsWith("."));
        assertThat(spec.args())
                .allSatisfy(arg -> assertThat(arg.description()).as("%s", arg).isNotEmpty());
        var page = Path.of("../docs/commands", name + ".md");
        assertThat(page).exists();
        assertThat(page).content().startsWith("# bellows " + name + "\n").contains("```console\n$ bellows " + name);
        spec.options().stream()
                .filter(option -> !COMMON.contains(option.longestName()))
                .forEach(option -> assertThat(page).content().contains("`" + option.longestName()));
    }

    private static final List<String> COMMON =
            List.of("--url", "--user", "--migrations", "--config", "--json", "--verbose", "--help");

    @ParameterizedTest
    @MethodSource("commands")
    void only_the_named_command_is_made(String name) {
        assertThat(tree(Map.of()).commandLine(name, "--json").getSubcommands()).containsOnlyKeys(name);
    }

    @Test
    void help_lists_all_commands() {
        assertThat(tree(Map.of()).execute("--help")).isZero();
        assertThat(captured.out()).contains(commands());
        assertThat(captured.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plam x.sql",
                "plan",
                "plan --chunk",
                "plan x.sql y.sql",
                "migrate --unknown=postgres://bob:geheim@db/shop",
                "rollback --to nowhere",
                "plan x.sql",
                "plan x.sql --url mssql://bob:geheim@db/shop",
                "plan x.sql --url mysql://bob:geheim@db",
                "plan x.sql --url mysql://bob:geheim@db/shop?colour=red",
                "plan x.sql --url postgres://bob:geheim@db/shop --lock-timeout soon",
                "plan missing.sql --url postgres://bob:geheim@db/shop",
            })
    void misuse_ends_with_two_and_says_what_to_do(String line) {
        var arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);

        assertThat(tree(Map.of()).execute(arguments)).isEqualTo(2);

        assertThat(captured.out()).isEmpty();
        assertThat(captured.err())
                .isNotEmpty()
                .doesNotContain("geheim", "Exception")
                .containsIgnoringCase("next: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plam", "help", "plam V42 --json"})
    void an_unknown_command_is_answered_with_those_that_there_are(String line) {
        assertThat(tree(Map.of()).execute(line.split(" ", -1))).isEqualTo(2);
        assertThat(captured.out() + captured.err())
                .contains("there is no command " + line.split(" ", -1)[0] + "; there are plan, run, expand,");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_is_short_as_well(String name) {
        assertThat(tree(Map.of()).execute(name, "-h")).isZero();
        assertThat(captured.out()).startsWith("Usage: bellows " + name);
    }

    @Test
    void a_bug_is_one_message_and_no_stack_trace() throws Exception {
        var line = tree(Map.of()).commandLine("demo");
        var handler = line.getExecutionExceptionHandler();

        assertThat(handler.handleExecutionException(new IllegalStateException("disk full"), line, null))
                .isEqualTo(1);
        assertThat(captured.err())
                .startsWith("bellows: bellows demo met something unforeseen: ")
                .contains("disk full", "  next: ")
                .doesNotContain("\tat ");
    }

    @Test
    void a_host_that_nobody_knows_is_named() {
        var nowhere = Map.of("BELLOWS_URL", "postgres://bob:geheim@nowhere.invalid/shop");
        assertThat(tree(nowhere).execute("migrate", "V42")).isEqualTo(7);
        assertThat(captured.err())
                .contains("the host nowhere.invalid is not known")
                .contains("  next: put that right, then: bellows migrate V42\n");
    }

    @Test
    void output_that_cannot_be_written_is_no_success() {
        var full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        var screen = captured.screen();
        var broken = new Screen(new PrintStream(full, true), screen.err(), screen.paint(), screen.kind());
        var surroundings = new Surroundings(new Configuration(folder, Map.of()), broken, System::nanoTime);

        assertThat(new CommandTree(surroundings).execute("--help")).isEqualTo(1);
        assertThat(captured.err()).contains("standard output could not be written", "next: bellows status");
    }

    @Test
    void misuse_is_json_for_scripts() {
        assertThat(tree(Map.of()).execute("plan", "--json")).isEqualTo(2);
        assertThat(Json.readObject(captured.out()))
                .containsEntry("outcome", "usage")
                .containsEntry("exit", 2)
                .containsEntry("now", "nothing was done");
        assertThat(captured.err()).isEmpty();
    }

    @Test
    void no_database_is_misuse() {
        assertThat(tree(Map.of()).execute("status")).isEqualTo(2);
        assertThat(captured.err()).isEqualTo("""
            bellows: no database was given
              now: nothing was done
              next: give --url, or BELLOWS_URL, or the key url in bellows.yaml
            """);
    }

    @Test
    void a_database_that_is_not_there_is_a_failure_that_can_be_tried_again() {
        assertThat(tree(Map.of("BELLOWS_URL", NOWHERE)).execute("status")).isEqualTo(7);
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err())
                .startsWith("bellows: bellows status on jdbc:postgresql://localhost:1/shop: ")
                .contains("now: nothing was changed")
                .contains("next: ")
                .doesNotContain("geheim");
    }

    @Test
    void a_failure_is_json_for_scripts() throws Exception {
        Files.writeString(folder.resolve("V1__x.sql"), "SELECT 1;");
        assertThat(tree(Map.of("BELLOWS_URL", NOWHERE)).execute("plan", "V1__x.sql", "--json"))
                .isEqualTo(7);
        assertThat(Json.readObject(captured.out()))
                .containsEntry("schema", 1)
                .containsEntry("outcome", "failed")
                .containsEntry("exit", 7);
        assertThat(captured.out()).doesNotContain("geheim");
    }

    private CommandSpec spec(String name) {
        return tree(Map.of()).commandLine().getSubcommands().get(name).getCommandSpec();
    }

    private CommandTree tree(Map<String, String> environment) {
        return new CommandTree(
                new Surroundings(new Configuration(folder, environment), captured.screen(), System::nanoTime));
    }
}
