package dev.bellows.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.migration.MigrationFile;
import dev.bellows.run.Outcome;
import dev.bellows.testkit.kill.Commands;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.SharedServers;
import dev.bellows.testkit.scenario.BellowsOn;
import dev.bellows.testkit.scenario.Permissions;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rollback gives a table, a column and an index the comments that they had. */
final class CommentsTest {
    private static final MigrationFile FILE = MigrationFile.named("V1__comments.sql", """
            COMMENT ON TABLE users IS 'new';
            COMMENT ON COLUMN users.name IS 'new';
            COMMENT ON INDEX users_name IS 'new';
            """);
    private static final String COMMENTS = """
            SELECT concat_ws(', ', obj_description('users'::regclass), col_description('users'::regclass, 2),
                obj_description('users_name'::regclass))""";

    @ParameterizedTest
    @MethodSource("dev.bellows.testkit.postgres.PostgresVersion#ofThisBuild")
    void the_earlier_ones_are_back(PostgresVersion version) throws SQLException {
        var database = SharedServers.of(version).createDatabase();
        database.execute("""
                CREATE TABLE users (id bigint PRIMARY KEY, name text);
                CREATE INDEX users_name ON users (name);
                COMMENT ON TABLE users IS 'all of it''s';
                COMMENT ON COLUMN users.name IS 'theirs';
                COMMENT ON INDEX users_name IS 'ours';
                """);
        Permissions.grant(database);
        var bellows = BellowsOn.connections(() -> database.connection("bellows"), update -> {});
        give(bellows, Commands.EXPAND);
        assertThat(comments(database)).isEqualTo("new, new, new");
        give(bellows, Commands.ROLLBACK);
        assertThat(comments(database)).isEqualTo("all of it's, theirs, ours");
        database.drop();
    }

    private static String comments(PostgresDatabase database) throws SQLException {
        try (var connection = database.connection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(COMMENTS)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void give(Bellows bellows, Commands command) {
        assertThat(command.give(bellows, FILE)).isInstanceOf(Outcome.Done.class);
    }
}
