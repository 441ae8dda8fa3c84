package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.mysql.grammar.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The statements that the grammars are tested with are valid, or not, because the newest servers say so. */
final class GrammarOnServersTest {
    private static final Path CORPUS = Path.of("../mysql-grammar/src/test/resources/dev/bellows/mysql/grammar");
    private static final int SYNTAX_ERROR = 1064;
    private static final int UNKNOWN_ALGORITHM = 1800;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_8"})
    void take_what_the_grammars_take_and_nothing_else(MysqlVersion version) throws SQLException, IOException {
        assumeTrue(version.available(), () -> version + " is not here");
        var own = version.flavour() == Flavour.MYSQL ? "mysql.sql" : "mariadb.sql";
        try (var server = MysqlServer.start(version)) {
            var database = server.createDatabase();
            try (var connection = database.connect(MysqlUser.ADMINISTRATOR)) {
                assertThat(refused(connection, "both.sql")).isEmpty();
                assertThat(refused(connection, own)).isEmpty();
                assertThat(refused(connection, "broken.sql")).hasSameElementsAs(lines("broken.sql"));
            }
        }
    }

    /** The lines that the server cannot read; what they name need not be there. */
    private static List<String> refused(Connection connection, String file) throws IOException {
        var refused = new ArrayList<String>();
        for (var line : lines(file)) {
            try (var statement = connection.createStatement()) {
                statement.execute(line);
            } catch (SQLException e) {
                if (e.getErrorCode() == SYNTAX_ERROR || e.getErrorCode() == UNKNOWN_ALGORITHM) {
                    refused.add(line);
                }
            }
        }
        return refused;
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(CORPUS.resolve(file)).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
