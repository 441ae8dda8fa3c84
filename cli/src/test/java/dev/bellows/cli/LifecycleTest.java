package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.settings.Configuration;
import dev.bellows.json.Json;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.SharedServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a real server, as a person types them. */
final class LifecycleTest {
    private static final String SQL = """
        ALTER TABLE users RENAME COLUMN name TO full_name;
        """;

    @TempDir
    Path folder;

    private PostgresDatabase database;
    private Captured last = new Captured(Screen.Kind.PIPE);

    @BeforeEach
    void users() throws Exception {
        database = SharedServers.of(PostgresVersion.availableHere().getLast()).createDatabase();
        database.execute("CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL)");
        database.execute("INSERT INTO users SELECT i, 'name ' || i FROM generate_series(1, 1000) i");
        database.execute("ANALYZE users");
        Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/V42__full_name.sql"), SQL);
    }

    @AfterEach
    void drop() throws Exception {
        database.drop();
    }

    @Test
    void a_rename_goes_through_all_phases() {
        assertThat(bellows("status")).isZero();
        assertThat(last.out()).contains("No migration was ever started");

        assertThat(bellows("plan", "V42")).as(last.err()).isZero();
        assertThat(last.out())
                .startsWith("Plan for V42__full_name on PostgreSQL ")
                .contains("public.users   1 000 rows, ")
                .endsWith("Next: bellows expand migrations/V42__full_name.sql\n");

        assertThat(bellows("migrate", "V42")).isEqualTo(2);
        assertThat(last.err()).contains("no run of V42 is saved in this database; saved are: none");

        assertThat(bellows("expand", "migrations/V42__full_name.sql"))
                .as(last.err())
                .isZero();
        assertThat(last.out()).isEqualTo("Done: V42__full_name is expanded.\nNext: bellows migrate V42__full_name\n");

        assertThat(bellows("status", "--exit-code")).isEqualTo(5);
        assertThat(bellows("migrate")).as(last.err()).isZero();
        assertThat(bellows("verify", "V42")).as(last.err()).isZero();
        assertThat(bellows("tune", "V42", "--chunk", "50ms", "--max-lag", "2s"))
                .as(last.err())
                .isZero();
        assertThat(bellows("status", "V42", "--json")).isZero();
        assertThat(last.out()).contains("\"chunkMillis\":50,\"maxLagMillis\":2000");

        assertThat(bellows("contract", "V42")).isEqualTo(9);
        assertThat(last.err()).contains("approval").contains("closed");

        assertThat(bellows("approve", "V42", "--accept", "old-writers,old-sessions", "--note", "a test"))
                .as(last.err())
                .isZero();
        assertThat(bellows("contract", "V42")).as(last.err()).isZero();
        assertThat(bellows("purge", "V42")).isEqualTo(9);
        assertThat(bellows("purge", "V42", "--now")).as(last.err()).isZero();
        assertThat(last.out()).isEqualTo("Done: V42__full_name is complete.\nNothing is left to do.\n");
        assertThat(bellows("status", "--exit-code")).isZero();
        assertThat(bellows("migrate")).isEqualTo(2);
        assertThat(last.err()).contains("no migration is in flight");
    }

    @Test
    void a_rollback_goes_to_the_start() {
        assertThat(bellows("expand", "V42")).as(last.err()).isZero();
        assertThat(bellows("rollback", "V42", "--to", "start")).as(last.err()).isZero();
        assertThat(bellows("status", "--exit-code")).isZero();
    }

    @Test
    void an_edited_file_is_refused() throws Exception {
        assertThat(bellows("expand", "V42")).as(last.err()).isZero();
        Files.writeString(folder.resolve("migrations/V42__full_name.sql"), SQL + "-- edited\n");

        assertThat(bellows("migrate", "migrations/V42__full_name.sql")).isEqualTo(3);
        assertThat(last.err()).contains("was edited after its run began");
        assertThat(bellows("expand", "V42")).isEqualTo(3);
    }

    @Test
    void more_than_one_in_flight_must_be_named() throws Exception {
        database.execute("CREATE TABLE pets (id bigint PRIMARY KEY, name text)");
        Files.writeString(
                folder.resolve("migrations/V43__pet_name.sql"), "ALTER TABLE pets RENAME COLUMN name TO call_name;");
        assertThat(bellows("expand", "V42")).as(last.err()).isZero();
        assertThat(bellows("expand", "V43")).as(last.err()).isZero();

        assertThat(bellows("migrate")).isEqualTo(2);
        assertThat(last.err()).contains("more than one migration is in flight: V42__full_name, V43__pet_name");
        assertThat(bellows("pause", "V43")).as(last.err()).isZero();
        assertThat(bellows("resume", "V43")).as(last.err()).isZero();
    }

    @Test
    void problems_point_into_the_file_and_nothing_is_changed() throws Exception {
        Files.writeString(folder.resolve("V1__x.sql"), "ALTER TABLE users\n  DROP COLUMN nam;\n");

        assertThat(bellows("plan", "V1__x.sql")).isEqualTo(3);
        assertThat(last.out()).isEmpty();
        assertThat(last.err())
                .contains("V1__x.sql:2:")
                .contains("  2 |   DROP COLUMN nam;\n")
                .contains("^\n");

        assertThat(bellows("plan", "V1__x.sql", "--json")).isEqualTo(3);
        assertThat(Json.readObject(last.out()))
                .containsEntry("outcome", "refused")
                .containsKey("problems");
    }

    @Test
    void with_json_a_run_is_lines_that_end_with_the_outcome() {
        assertThat(bellows("run", "V42", "--json")).as(last.out()).isEqualTo(9);
        var lines = last.out().lines().map(Json::readObject).toList();
        assertThat(lines).allSatisfy(line -> assertThat(line).containsEntry("schema", 1));
        assertThat(lines.subList(0, lines.size() - 1))
                .allSatisfy(line -> assertThat(line).containsKey("update"));
        assertThat(lines.getLast()).containsEntry("outcome", "gate-closed").containsEntry("exit", 9);
        assertThat(last.err()).isEmpty();
    }

    private int bellows(String... arguments) {
        last = new Captured(Screen.Kind.PIPE);
        var environment = Map.of("BELLOWS_URL", database.url(PostgresServer.SUPERUSER));
        var surroundings = new Surroundings(new Configuration(folder, environment), last.screen(), System::nanoTime);
        return new CommandTree(surroundings).execute(arguments);
    }
}
