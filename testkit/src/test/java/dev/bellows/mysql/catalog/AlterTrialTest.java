package dev.bellows.mysql.catalog;

import static dev.bellows.mysql.catalog.Algorithm.BLOCKS_WRITES;
import static dev.bellows.mysql.catalog.Algorithm.COPIES;
import static dev.bellows.mysql.catalog.Algorithm.INSTANT;
import static dev.bellows.mysql.catalog.Algorithm.IN_PLACE;
import static dev.bellows.mysql.catalog.Algorithm.REBUILDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.schema.TableName;
import dev.bellows.testkit.mysql.MysqlDatabase;
import dev.bellows.testkit.mysql.MysqlUser;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.mysql.SharedMysqlServers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The servers' answers, against what was measured and documented for each kind of ALTER (gh-ost study, section 5). */
final class AlterTrialTest {
    private static final String VERSIONS = "dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild";
    private static final String PLAIN =
            "CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT, a int, b varchar(20), c varchar(20),"
                    + " d datetime, e enum('x', 'y'), g point NOT NULL, KEY (b)) CHARACTER SET utf8mb4";
    private static final String WITH_GENERATED =
            "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), f int AS (a + 1) VIRTUAL, KEY (f))";

    /** What MySQL 8.0.15, MySQL 9.7, MariaDB 10.11 and MariaDB 11.4 and later do. */
    private static final Map<String, List<Algorithm>> EXPECTED = new LinkedHashMap<>();

    static {
        expect("ADD COLUMN n int", INSTANT, INSTANT, INSTANT, INSTANT);
        expect("ADD COLUMN n int NOT NULL DEFAULT 5", INSTANT, INSTANT, INSTANT, INSTANT);
        expect("ADD COLUMN n int AFTER id", REBUILDS, INSTANT, INSTANT, INSTANT);
        expect("ADD COLUMN n int AS (a + 1) STORED", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("ADD COLUMN n int AS (a + 1) VIRTUAL", INSTANT, INSTANT, INSTANT, INSTANT);
        expect("DROP COLUMN a", REBUILDS, INSTANT, INSTANT, INSTANT);
        expect("RENAME COLUMN a TO z", IN_PLACE, INSTANT, INSTANT, INSTANT);
        expect("ALTER COLUMN a SET DEFAULT 5", INSTANT, INSTANT, INSTANT, INSTANT);
        expect("MODIFY a int NOT NULL", REBUILDS, REBUILDS, REBUILDS, REBUILDS);
        expect("MODIFY a bigint", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("MODIFY c varchar(60)", IN_PLACE, IN_PLACE, INSTANT, INSTANT);
        expect("MODIFY c varchar(300)", BLOCKS_WRITES, BLOCKS_WRITES, INSTANT, INSTANT);
        expect("MODIFY c varchar(10)", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("MODIFY d timestamp NULL", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("MODIFY e enum('x', 'y', 'z')", INSTANT, INSTANT, INSTANT, INSTANT);
        expect("MODIFY e enum('x', 'w', 'y')", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("MODIFY c varchar(20) CHARACTER SET latin1", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("CONVERT TO CHARACTER SET latin1", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("ADD INDEX k (a)", IN_PLACE, IN_PLACE, IN_PLACE, IN_PLACE);
        expect("ADD UNIQUE INDEX k (a, c)", IN_PLACE, IN_PLACE, IN_PLACE, IN_PLACE);
        expect("DROP INDEX b", IN_PLACE, IN_PLACE, IN_PLACE, IN_PLACE);
        expect("ADD FULLTEXT INDEX k (c)", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("ADD SPATIAL INDEX k (g)", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("MODIFY id int, DROP PRIMARY KEY", BLOCKS_WRITES, BLOCKS_WRITES, BLOCKS_WRITES, COPIES);
        expect("ENGINE = InnoDB", REBUILDS, REBUILDS, REBUILDS, REBUILDS);
        // what is INSTANT alone is not so together with an index
        expect("ADD COLUMN n int, ADD INDEX k (n)", REBUILDS, REBUILDS, REBUILDS, REBUILDS);
    }

    private static void expect(String clauses, Algorithm... answers) {
        EXPECTED.put(clauses, List.of(answers));
    }

    private static int place(MysqlVersion version) {
        return switch (version) {
            case MYSQL_8_0 -> 0;
            case MYSQL_9_7 -> 1;
            case MARIADB_10_11 -> 2;
            case MARIADB_11_4, MARIADB_11_8 -> 3;
        };
    }

    private static MysqlDatabase with(MysqlVersion version, String table) throws SQLException {
        assumeTrue(version.available(), () -> version + " is not here");
        var database = SharedMysqlServers.of(version).createDatabase();
        database.execute(table);
        return database;
    }

    private static Algorithm asked(MysqlDatabase database, MysqlUser user, String clauses) throws SQLException {
        try (var connection = database.connect(user)) {
            var verdict = AlterTrial.of(connection, new TableName(database.name(), "t"), clauses);
            assertThat(verdict.reason().isPresent()).isEqualTo(verdict.algorithm() != INSTANT);
            return verdict.algorithm();
        }
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void the_server_says_how_it_would_do_it(MysqlVersion version) throws SQLException {
        var database = with(version, PLAIN);
        var answers = new SoftAssertions();
        for (var kind : EXPECTED.entrySet()) {
            answers.assertThat(asked(database, MysqlUser.ADMINISTRATOR, kind.getKey()))
                    .as("%s: %s", version, kind.getKey())
                    .isEqualTo(kind.getValue().get(place(version)));
        }
        answers.assertAll();
        assertThat(tables(database)).containsExactly("t");
        database.drop();
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void the_answer_depends_on_the_rest_of_the_table(MysqlVersion version) throws SQLException {
        var database = with(version, WITH_GENERATED);
        assertThat(asked(database, MysqlUser.ADMINISTRATOR, "ADD COLUMN n int AFTER id"))
                .isEqualTo(
                        switch (version) {
                            case MYSQL_8_0, MARIADB_10_11 -> BLOCKS_WRITES;
                            case MYSQL_9_7 -> INSTANT;
                            case MARIADB_11_4, MARIADB_11_8 -> COPIES;
                        });
        database.drop();
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void without_the_privilege_to_look_the_worst_is_assumed(MysqlVersion version) throws SQLException {
        var database = with(version, PLAIN);
        assertThat(asked(database, MysqlUser.OWNER, "ADD INDEX k (a)")).isEqualTo(REBUILDS);
        assertThat(asked(database, MysqlUser.OWNER, "ADD COLUMN n int")).isEqualTo(INSTANT);
        database.drop();
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void a_change_that_the_server_refuses_leaves_nothing(MysqlVersion version) throws SQLException {
        var database = with(version, PLAIN);
        for (var clauses : List.of("DROP COLUMN nowhere", "ADD COLUMN a int", "ADD INDEX k (nowhere)")) {
            assertThatThrownBy(() -> asked(database, MysqlUser.OWNER, clauses))
                    .as(clauses)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(nowhere|Duplicate column).*");
        }
        assertThat(tables(database)).containsExactly("t");
        database.drop();
    }

    /** Their empty tables have one name, and what InnoDB knows of them is looked up by it. */
    @ParameterizedTest
    @MethodSource(VERSIONS)
    void trials_of_several_databases_do_not_mix(MysqlVersion version) throws Exception {
        var one = with(version, PLAIN);
        var other = with(version, PLAIN);
        one.execute("CREATE TABLE _bellows_trial (left_by int)"); // somebody died
        try (var planners = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Algorithm>>();
            for (var round = 0; round < 10; round++) {
                answers.add(planners.submit(() -> asked(one, MysqlUser.ADMINISTRATOR, "ADD INDEX k (a)")));
                answers.add(planners.submit(() -> asked(other, MysqlUser.ADMINISTRATOR, "ENGINE = InnoDB")));
            }
            for (var index = 0; index < answers.size(); index++) {
                assertThat(answers.get(index).get()).isEqualTo(index % 2 == 0 ? IN_PLACE : REBUILDS);
            }
        }
        assertThat(tables(one)).containsExactly("t");
        one.drop();
        other.drop();
    }

    private static List<String> tables(MysqlDatabase database) throws SQLException {
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW TABLES")) {
            var tables = new ArrayList<String>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }
}
