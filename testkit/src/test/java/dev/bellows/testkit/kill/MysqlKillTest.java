package dev.bellows.testkit.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planned;
import dev.bellows.plan.Reversal;
import dev.bellows.testkit.mysql.MysqlDataSnapshot;
import dev.bellows.testkit.mysql.MysqlDatabase;
import dev.bellows.testkit.mysql.MysqlSchemaSnapshot;
import dev.bellows.testkit.mysql.MysqlServer;
import dev.bellows.testkit.mysql.MysqlStop;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.scenario.mysql.MysqlBellows;
import dev.bellows.testkit.scenario.mysql.MysqlPermissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Killed at any instant, the next run ends the same, where each DDL statement commits by itself. The instants are found
 * from the plan; our death on MariaDB 11.4 and that of the server on MySQL 9.7, or all on those of {@code -Dmysql.servers}.
 */
final class MysqlKillTest {
    private static final String SQL = """
            -- ! down users.name = concat(first_name, ' ', last_name)
            ALTER TABLE users ADD COLUMN first_name varchar(60), ADD COLUMN last_name varchar(60);
            UPDATE users SET first_name = substring_index(name, ' ', 1), last_name = substring_index(name, ' ', -1);
            ALTER TABLE users DROP COLUMN name;
            CREATE INDEX users_last_name ON users (last_name);
            ALTER TABLE users MODIFY age bigint NOT NULL DEFAULT 1;
            """;
    private static final MigrationFile FILE = MigrationFile.named("V1__kill.sql", SQL);
    private static final Carried CARRIED = new Carried(FILE);

    @TempDir
    static Path folder;

    static Stream<MysqlVersion> processes() {
        return asked(MysqlVersion.MARIADB_11_4);
    }

    static Stream<MysqlVersion> servers() {
        return asked(MysqlVersion.MYSQL_9_7);
    }

    private static Stream<MysqlVersion> asked(MysqlVersion usual) {
        return System.getProperty("mysql.servers") == null ? Stream.of(usual) : MysqlVersion.ofThisBuild().stream();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void killed_at_every_point_on_the_way_forward(MysqlVersion version) throws Exception {
        try (var server = start(version)) {
            var path = file();
            var undisturbed = create(server);
            CARRIED.out(bellows(undisturbed, update -> {}), Carried.FORWARD);
            for (var point : DeathPoint.of(plan(server), Phase.values())) {
                var database = create(server);
                assertThat(DoomedRun.isKilled(Target.of(database), path, point, Carried.FORWARD))
                        .as("dies at " + point)
                        .isTrue();
                CARRIED.out(bellows(database, update -> {}), Carried.FORWARD);
                expectEqual(database, undisturbed, point.toString());
                database.drop();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void killed_at_every_point_of_the_way_back(MysqlVersion version) throws Exception {
        try (var server = start(version)) {
            var path = file();
            var start = create(server);
            for (var point : wayBack(plan(server))) {
                var database = create(server);
                CARRIED.out(bellows(database, update -> {}), Carried.TO_CONTRACT);
                assertThat(DoomedRun.isKilled(Target.of(database), path, point, Commands.ROLLBACK_TO_START))
                        .as("dies at " + point)
                        .isTrue();
                CARRIED.out(bellows(database, update -> {}), Commands.ROLLBACK_TO_START);
                expectEqual(database, start, point.toString());
                database.drop();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void its_connections_are_killed_at_every_point(MysqlVersion version) throws Exception {
        disturbed(version, MysqlKillTest::killConnections);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void the_server_is_killed_at_every_point(MysqlVersion version) throws Exception {
        disturbed(version, server -> server.restart(MysqlStop.KILL));
    }

    private interface Disturbance {
        void hits(MysqlServer server) throws SQLException;
    }

    private static void disturbed(MysqlVersion version, Disturbance disturbance) throws Exception {
        try (var server = start(version)) {
            var undisturbed = create(server);
            CARRIED.out(bellows(undisturbed, update -> {}), Carried.FORWARD);
            for (var point : DeathPoint.of(plan(server), Phase.values())) {
                if (point.kind() == DeathPoint.Kind.ENDED) {
                    continue; // what follows for us is what follows when the next step has begun
                }
                var database = create(server);
                var once = new AtomicBoolean();
                var bellows = bellows(database, update -> {
                    if (point.isAt(update) && once.compareAndSet(false, true)) {
                        hit(server, disturbance);
                    }
                });
                CARRIED.outAtTheSecondAttempt(bellows, Carried.FORWARD);
                assertThat(once).as("reached " + point).isTrue();
                expectEqual(database, undisturbed, point.toString());
                database.drop();
            }
        }
    }

    private static void hit(MysqlServer server, Disturbance disturbance) {
        try {
            disturbance.hits(server);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void killConnections(MysqlServer server) throws SQLException {
        try (var connection = server.connection();
                var statement = connection.createStatement()) {
            var sessions = new ArrayList<Long>();
            try (var rows = statement.executeQuery("SELECT id FROM information_schema.processlist WHERE user = '%s'"
                    .formatted(MysqlPermissions.BELLOWS))) {
                while (rows.next()) {
                    sessions.add(rows.getLong(1));
                }
            }
            assertThat(sessions).isNotEmpty();
            for (var session : sessions) {
                statement.execute("KILL " + session);
            }
        }
    }

    private static MysqlServer start(MysqlVersion version) {
        assumeTrue(version.available(), () -> version + " is not here");
        var options = new HashMap<>(MysqlServer.DURABLE);
        options.put("log-bin-trust-function-creators", "1"); // is not forgotten when the server is killed
        return MysqlServer.start(version, options);
    }

    private static Path file() throws java.io.IOException {
        return Files.writeString(folder.resolve("V1__kill.sql"), SQL);
    }

    private static MysqlDatabase create(MysqlServer server) throws SQLException {
        var database = server.createDatabase();
        database.execute(
                "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(130) NOT NULL,"
                        + " age int NOT NULL DEFAULT 1, KEY (age))",
                "CREATE TABLE digits (d int PRIMARY KEY)",
                "INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
                "INSERT INTO users SELECT n, concat('first', n, ' last', n), n % 90 FROM ("
                        + "SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d AS n"
                        + " FROM digits a, digits b, digits c, digits e) numbers",
                "DROP TABLE digits",
                "ANALYZE TABLE users");
        MysqlPermissions.grant(database);
        return database;
    }

    private static Bellows bellows(MysqlDatabase database, RunListener listener) {
        var url = database.server().url(database.name(), MysqlPermissions.BELLOWS);
        return MysqlBellows.at(url, database.name(), listener);
    }

    private static Plan plan(MysqlServer server) throws SQLException {
        var database = create(server);
        var planned = bellows(database, update -> {}).plan(FILE);
        assertThat(planned).isInstanceOf(Planned.Accepted.class);
        database.drop();
        return ((Planned.Accepted) planned).plan();
    }

    private static List<DeathPoint> wayBack(Plan plan) {
        var points = new ArrayList<DeathPoint>();
        for (var step : plan.steps().reversed()) {
            if (step.reversal() instanceof Reversal.Undo(var actions)) {
                for (var action = 0; action < actions.size(); action++) {
                    points.add(new DeathPoint(DeathPoint.Kind.BEGAN, step.id().undo(action)));
                    points.add(new DeathPoint(DeathPoint.Kind.ENDED, step.id().undo(action)));
                }
            }
        }
        assertThat(points).hasSizeGreaterThan(6);
        return points;
    }

    private static void expectEqual(MysqlDatabase actual, MysqlDatabase expected, String at) throws SQLException {
        assertThat(MysqlSchemaSnapshot.of(actual).lines())
                .as(at)
                .isEqualTo(MysqlSchemaSnapshot.of(expected).lines());
        assertThat(MysqlDataSnapshot.of(actual, Set.of()).tables())
                .as(at)
                .isEqualTo(MysqlDataSnapshot.of(expected, Set.of()).tables());
    }
}
