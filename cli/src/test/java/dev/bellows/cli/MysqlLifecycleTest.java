package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.cli.settings.Configuration;
import dev.bellows.testkit.mysql.MysqlDatabase;
import dev.bellows.testkit.mysql.MysqlServer;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.mysql.SharedMysqlServers;
import dev.bellows.testkit.scenario.mysql.MysqlPermissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A migration on MySQL and MariaDB from the keyboard, from its plan to purge. */
final class MysqlLifecycleTest {
    private static final String VERSIONS = "dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void a_column_is_renamed(MysqlVersion version) throws Exception {
        assumeTrue(version.available(), () -> version + " is not here");
        var database = SharedMysqlServers.of(version).createDatabase();
        try {
            prepare(database);
            Files.writeString(folder.resolve("V42__full.sql"), "ALTER TABLE users RENAME COLUMN name TO full_name;\n");

            assertThat(bellows(database, "plan", "V42__full.sql"))
                    .startsWith("Plan for V42__full on " + product(version))
                    .endsWith("Next: bellows expand V42__full.sql\n");
            assertThat(bellows(database, "expand", "V42__full.sql")).contains("Done: V42__full is expanded.");
            assertThat(bellows(database, "status")).contains("V42__full");
            assertThat(bellows(database, "migrate", "V42")).contains("Done: V42__full is migrated.");
            bellows(database, "approve", "V42", "--accept", "old-writers,old-sessions");
            assertThat(bellows(database, "contract", "V42")).contains("Done: V42__full is contracted.");
            assertThat(bellows(database, "rollback", "V42")).contains("Done: V42__full is migrated.");
            bellows(database, "verify", "V42");
            bellows(database, "approve", "V42", "--accept", "old-writers,old-sessions");
            bellows(database, "contract", "V42");
            assertThat(bellows(database, "purge", "V42", "--now")).contains("Done: V42__full");
            database.execute("UPDATE users SET full_name = 'b' WHERE full_name = 'a'");
        } finally {
            database.execute("DROP DATABASE IF EXISTS bellows_" + database.name());
            database.drop();
        }
    }

    private static void prepare(MysqlDatabase database) throws Exception {
        MysqlPermissions.grant(database);
        database.execute(
                "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) NOT NULL)",
                "INSERT INTO users VALUES (1, 'a')");
    }

    private static String product(MysqlVersion version) {
        return version.toString().replaceAll(" .*", " ");
    }

    private String bellows(MysqlDatabase database, String... arguments) {
        var captured = new Captured(Screen.Kind.PIPE);
        var environment = Map.of(
                "BELLOWS_URL",
                "mysql://localhost:%d/%s?allowPublicKeyRetrieval=true"
                        .formatted(database.server().port(), database.name()),
                "BELLOWS_USER",
                MysqlPermissions.BELLOWS,
                "MYSQL_PWD",
                MysqlServer.PASSWORD,
                "BELLOWS_MIGRATIONS",
                ".",
                "BELLOWS_SOAK",
                "0s");
        var surroundings =
                new Surroundings(new Configuration(folder, environment), captured.screen(), System::nanoTime);
        assertThat(new CommandTree(surroundings).execute(arguments))
                .as("%s%n%s%s", String.join(" ", arguments), captured.out(), captured.err())
                .isZero();
        return captured.out();
    }
}
