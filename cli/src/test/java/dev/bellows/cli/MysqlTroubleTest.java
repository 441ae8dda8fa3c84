package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.cli.settings.Configuration;
import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.testkit.mysql.MysqlDatabase;
import dev.bellows.testkit.mysql.MysqlServer;
import dev.bellows.testkit.mysql.MysqlUser;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.mysql.SharedMysqlServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads who cannot connect to MySQL or MariaDB: why, and what to do about it. */
final class MysqlTroubleTest {
    private static final String VERSIONS = "dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild";

    @TempDir
    Path folder;

    private final Captured captured = new Captured(Screen.Kind.PIPE);

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void who_is_not_let_in_is_told_why(MysqlVersion version) throws SQLException {
        assumeTrue(version.available(), () -> version + " is not here");
        var database = SharedMysqlServers.of(version).createDatabase();
        var owner = MysqlUser.OWNER.account(database.name());
        try {
            var here = "mysql://localhost:" + database.server().port() + "/";
            fails(here + database.name() + "?allowPublicKeyRetrieval=true", owner, "geheim")
                    .contains("Access denied for user '" + owner, "--user", "BELLOWS_PASSWORD or MYSQL_PWD");
            fails(here + "nodb?allowPublicKeyRetrieval=true", MysqlServer.ADMINISTRATOR, MysqlServer.PASSWORD)
                    .contains("Unknown database 'nodb'; mend the URL, or create the database first");
            fails(here + "mysql?allowPublicKeyRetrieval=true", owner, MysqlServer.PASSWORD)
                    .contains("to database 'mysql'; the database is not there, or an administrator has to grant");
        } finally {
            database.drop();
        }
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void what_is_wrong_with_the_encryption_is_told_with_the_parameter(MysqlVersion version) throws SQLException {
        assumeTrue(version.available(), () -> version + " is not here");
        var database = SharedMysqlServers.of(version).createDatabase();
        try {
            var owner = MysqlUser.OWNER.account(database.name());
            var here = "mysql://localhost:%d/%s".formatted(database.server().port(), database.name());
            if (version.flavour() == Flavour.MARIADB) {
                fails(here + "?sslMode=trust", owner, MysqlServer.PASSWORD)
                        .contains(
                                "ssl not enabled in the server; have TLS switched on there, or write sslMode=disable");
            } else {
                fails(here, owner, MysqlServer.PASSWORD).contains("add sslMode=verify-full to the URL");
                fails(here + "?sslMode=verify-full", owner, MysqlServer.PASSWORD)
                        .contains("name who signed it with serverSslCert=FILE in the URL, or write sslMode=trust");
            }
        } finally {
            database.drop();
        }
    }

    @Test
    void a_server_that_is_not_there_is_named() {
        fails("mysql://localhost:1/shop", "bob", "geheim")
                .startsWith("bellows: bellows status on jdbc:mariadb://localhost:1/shop: ")
                .contains("Connection refused", "now: nothing was changed", "then: bellows status\n");
        fails("mariadb://nowhere.invalid/shop", "bob", "geheim").contains("the host nowhere.invalid is not known");
        fails("mysql://localhost:1/shop?trustStorePassword=geheim", "bob", "geheim")
                .contains("localhost:1/shop");
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void the_driver_does_not_log_what_is_told(MysqlVersion version) throws SQLException {
        assumeTrue(version.available(), () -> version + " is not here");
        var database = SharedMysqlServers.of(version).createDatabase();
        try {
            var address = here(database) + "?allowPublicKeyRetrieval=true";
            var shown = bellows(address, MysqlUser.OWNER.account(database.name()), MysqlServer.PASSWORD);
            assertThat(shown).isZero();
            assertThat(captured.err()).isEmpty();
            assertThat(captured.out()).contains("No migration was ever started");
        } finally {
            database.drop();
        }
    }

    private static String here(MysqlDatabase database) {
        return "mariadb://localhost:%d/%s".formatted(database.server().port(), database.name());
    }

    private org.assertj.core.api.AbstractStringAssert<?> fails(String url, String user, String password) {
        var before = captured.err().length();
        assertThat(bellows(url, user, password)).isEqualTo(7);
        return assertThat(captured.err().substring(before)).doesNotContain("geheim", "WARNING", "(conn=");
    }

    private int bellows(String url, String user, String password) {
        Map<String, String> environment =
                new HashMap<>(Map.of("BELLOWS_URL", url, "BELLOWS_USER", user, "BELLOWS_PASSWORD", password));
        var surroundings =
                new Surroundings(new Configuration(folder, environment), captured.screen(), System::nanoTime);
        return new CommandTree(surroundings).execute("status");
    }
}
