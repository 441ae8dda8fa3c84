package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.Operation;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.Roles;
import dev.bellows.testkit.postgres.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the documentation, executed page by page on a database of their own, as the role of
 * docs/permissions.md. With {@code -Dbellows.docs=write} what comes out is written into the pages.
 */
final class DocumentationTest {
    private static final Path HOME = Path.of("..");
    private static final boolean WRITES = "write".equals(System.getProperty("bellows.docs"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private static final String USERS = """
            CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL);
            INSERT INTO users SELECT i, 'name ' || i FROM generate_series(1, 1000) i;
            ANALYZE users;
            """;
    private static final String RENAME = "ALTER TABLE users RENAME COLUMN name TO full_name;\n";

    @TempDir
    Path folder;

    static List<String> pages() throws IOException {
        try (var found = Files.walk(HOME.resolve("docs"))) {
            return Stream.concat(Stream.of(HOME.resolve("README.md")), found)
                    .filter(path -> path.toString().endsWith(".md"))
                    .map(path -> HOME.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void what_a_page_shows_is_what_happens(String name) throws Exception {
        var page = Page.read(HOME.resolve(name));
        if (page.pieces().stream().allMatch(Page.Prose.class::isInstance)) {
            return;
        }
        var database =
                SharedServers.of(PostgresVersion.availableHere().getLast()).createDatabase();
        try {
            Roles.prepare(database);
            Files.createDirectory(folder.resolve("migrations"));
            if (name.startsWith("docs/commands/")) {
                database.executeAs(Roles.OWNER, USERS);
                Files.writeString(folder.resolve("migrations/V42__full_name.sql"), RENAME);
            }
            perform(page, database);
        } finally {
            database.drop();
        }
    }

    private void perform(Page page, PostgresDatabase database) throws SQLException, IOException {
        var shell = new Shell(database, folder);
        var written = new ArrayList<String>();
        for (var piece : page.pieces()) {
            written.addAll(
                    switch (piece) {
                        case Page.Prose prose -> prose.lines();
                        case Page.Setup setup -> {
                            database.executeAs(Roles.OWNER, setup.sql());
                            yield setup.lines();
                        }
                        case Page.Before before -> {
                            before(shell, before);
                            yield before.lines();
                        }
                        case Page.Migration migration -> {
                            migration(shell, migration);
                            yield migration.lines();
                        }
                        case Page.Console console -> console(shell, console);
                    });
        }
        if (WRITES) {
            Files.write(page.path(), written);
        }
    }

    private static void before(Shell shell, Page.Before before) throws SQLException, IOException {
        for (var command : before.commands()) {
            var came = shell.answer(command);
            assertThat(shell.lastExit()).as("%s: %s", command, came).isZero();
        }
    }

    private void migration(Shell shell, Page.Migration migration) throws SQLException, IOException {
        Files.writeString(folder.resolve("migrations").resolve(migration.name()), migration.sql());
        var came = String.join("\n", shell.answer("bellows plan " + migration.name() + " --json"));
        assertThat(shell.lastExit())
                .as("%s: %s", migration.name(), came)
                .isEqualTo(migration.refused().isEmpty() ? 0 : 3);
        migration.refused().ifPresent(code -> assertThat(came).contains("\"code\":\"" + code + "\""));
    }

    private static List<String> console(Shell shell, Page.Console console) throws SQLException, IOException {
        var written = new ArrayList<String>();
        written.add(console.lines().getFirst());
        for (var exchange : console.exchanges()) {
            var came = shell.answer(exchange.command());
            written.add("$ " + exchange.command());
            var agrees = Answers.agree(exchange.answer(), came);
            if (!WRITES) {
                assertThat(agrees)
                        .as(
                                "$ %s%nshown:%n%s%ncame:%n%s",
                                exchange.command(), String.join("\n", exchange.answer()), String.join("\n", came))
                        .isTrue();
            }
            written.addAll(agrees ? exchange.answer() : came);
        }
        written.add(console.lines().getLast());
        return written;
    }

    @Test
    void every_operation_has_a_page() throws IOException {
        var pages = HOME.resolve("docs/operations");
        var expected = Arrays.stream(Operation.class.getPermittedSubclasses())
                .map(operation -> operation
                                .getSimpleName()
                                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                                .toLowerCase(Locale.ROOT)
                        + ".md")
                .toList();
        try (var found = Files.list(pages)) {
            var names = found.map(path -> path.getFileName().toString()).toList();
            assertThat(names).containsExactlyInAnyOrderElementsOf(withIndex(expected));
        }
    }

    private static List<String> withIndex(List<String> pages) {
        return Stream.concat(pages.stream().map(DocumentationTest::shared), Stream.of("README.md"))
                .distinct()
                .toList();
    }

    /** SET DEFAULT and DROP DEFAULT are told on one page. */
    private static String shared(String page) {
        return page.equals("drop-default.md") ? "set-default.md" : page;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_leads_somewhere(String name) throws IOException {
        var page = HOME.resolve(name);
        var links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            assertThat(page.resolveSibling(links.group(1)))
                    .as("link in %s", name)
                    .exists();
        }
    }

    @Test
    void the_comparison_can_fail() {
        var came = List.of("Done: V42 is expanded.", "Next: bellows migrate V42");
        assertThat(Answers.agree(came, came)).isTrue();
        assertThat(Answers.agree(List.of("…", "Next: bellows migrate V42"), came))
                .isTrue();
        assertThat(Answers.agree(List.of("Done: V42 is expanded."), came)).isFalse();
        assertThat(Answers.agree(List.of("Done: V42 is contracted.", "…"), came))
                .isFalse();
        assertThat(Answers.agree(List.of(), came)).isFalse();
        assertThat(Answers.agree(List.of("took 3.2s on PostgreSQL 18.1"), List.of("took 40ms on PostgreSQL 14.3")))
                .isTrue();
        assertThat(Answers.agree(List.of("3 rows differ"), List.of("4 rows differ")))
                .isFalse();
    }
}
