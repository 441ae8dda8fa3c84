package dev.bellows.testkit.scenario.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.plan.Action;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planned;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.Step;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.mysql.SharedMysqlServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Plans of empty tables as text, held against files that a person has read; what the servers answer about each ALTER TABLE
 * is in them. {@code -Dgolden.write} writes them anew.
 */
final class MysqlGoldenPlanTest {
    private static final Path FOLDER = Path.of("src/test/resources/plans");
    private static final Pattern DATABASE = Pattern.compile("\\b(bellows_)?db\\d+\\b");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{10}");

    @ParameterizedTest
    @CsvSource({
        "rename, MYSQL_9_7", "rename, MARIADB_11_4",
        "rename-indexed, MYSQL_9_7", "rename-enum, MYSQL_9_7",
        "split, MYSQL_9_7", "split, MARIADB_11_4",
        "retype, MYSQL_9_7", "retype, MARIADB_11_4",
        "drop-required, MARIADB_11_4", "add-constant, MYSQL_9_7",
        "create-unique-index, MYSQL_9_7", "create-unique-index, MARIADB_11_4"
    })
    void is_as_it_was_read(String name, MysqlVersion version) throws Exception {
        assumeTrue(version.available(), () -> version + " is not here");
        var subject = MysqlCases.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        var database = new OnMysql(SharedMysqlServers.of(version))
                .create(subject.start().origin());
        try {
            database.prepare(subject.start().ddl());
            var bellows = database.bellows(update -> {});
            var planned = bellows.plan(subject.file());
            assertThat(planned).isInstanceOf(Planned.Accepted.class);
            assertThat(bellows.plan(subject.file()))
                    .as("planning is deterministic")
                    .isEqualTo(planned);
            expect(name + "-" + version.name().toLowerCase(java.util.Locale.ROOT), (Planned.Accepted) planned);
        } finally {
            database.drop();
        }
    }

    private static void expect(String name, Planned.Accepted planned) throws IOException, SQLException {
        var text = sameEverywhere(text(planned.plan()));
        var file = FOLDER.resolve(name + ".plan");
        if (System.getProperty("golden.write") != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    /** Names of databases, and the hashes that are made of them, numbered as they come. */
    private static String sameEverywhere(String text) {
        var hashes = new ArrayList<String>();
        return HASH.matcher(DATABASE.matcher(text).replaceAll("shop")).replaceAll(found -> {
            if (!hashes.contains(found.group())) {
                hashes.add(found.group());
            }
            return "hash" + (hashes.indexOf(found.group()) + 1);
        });
    }

    private static String text(Plan plan) {
        var text = new StringBuilder();
        plan.steps().forEach(step -> text.append(text(step)));
        plan.gates().forEach(gate -> text.append("gate ").append(gate).append('\n'));
        plan.notes().forEach(note -> text.append("note ").append(note).append('\n'));
        return text.toString();
    }

    private static String text(Step step) {
        var undo = switch (step.reversal()) {
            case Reversal.Undo(var actions) -> "-- undo\n" + lines(actions);
            case Reversal.Nothing(var why) -> "-- undo: nothing; %s\n".formatted(why);
            case Reversal.Final(var why) -> "-- final: %s\n".formatted(why);
        };
        return "== %s %s\n   %s\n%s%s\n"
                .formatted(step.id(), step.title(), step.impact(), lines(List.of(step.action())), undo);
    }

    private static String lines(List<Action> actions) {
        var text = new StringBuilder();
        for (var action : actions) {
            text.append(
                    switch (action) {
                        case Action.Ddl ddl -> ddl.statement().text() + ";\n";
                        case Action.Backfill fill -> "%s<%s>%s\n".formatted(fill.head(), fill.walk(), fill.tail());
                        case Action.Verify compare -> "%s<range>%s\n".formatted(compare.select(), compare.mismatch());
                        case Action.Transaction _, Action.Scan _, Action.Online _ ->
                            throw new AssertionError("not on these servers: " + action);
                    });
        }
        return text.toString();
    }
}
