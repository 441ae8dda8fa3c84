package dev.bellows.testkit.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planned;
import dev.bellows.testkit.postgres.CatalogSnapshot;
import dev.bellows.testkit.postgres.DataScope;
import dev.bellows.testkit.postgres.DataSnapshot;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.scenario.BellowsOn;
import dev.bellows.testkit.scenario.Permissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 4: killed at any instant, the next run ends the same. The instants are found from the plan. */
class KillTest {
    private static final String SQL = """
            --! down users.name = first_name || ' ' || last_name
            ALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name text;
            UPDATE users SET first_name = split_part(name, ' ', 1), last_name = split_part(name, ' ', 2);
            ALTER TABLE users ALTER COLUMN first_name SET NOT NULL;
            ALTER TABLE users DROP COLUMN name;
            CREATE INDEX users_last_name_idx ON users (last_name);
            ALTER TABLE users ALTER COLUMN age TYPE bigint;
            """;
    private static final MigrationFile FILE = MigrationFile.named("V1__kill.sql", SQL);
    private static final Carried CARRIED = new Carried(FILE);

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static PostgresDatabase template;
    private static Path path;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start(PostgresVersion.V18);
        template = templateOn(server);
        path = Files.writeString(folder.resolve("V1__kill.sql"), SQL);
    }

    private static PostgresDatabase templateOn(PostgresServer server) throws SQLException {
        var database = server.createDatabase();
        database.execute("""
                CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, age integer NOT NULL DEFAULT 1);
                CREATE INDEX users_age_idx ON users (age);
                INSERT INTO users SELECT i, 'first' || i || ' last' || i, i % 90 FROM generate_series(1, 20000) i;
                ANALYZE users;
                """);
        Permissions.grant(database);
        return database;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void killed_at_every_point_on_the_way_forward() throws Exception {
        var undisturbed = fresh();
        CARRIED.out(bellows(undisturbed, update -> {}), Carried.FORWARD);
        for (var point : DeathPoint.of(plan(), Phase.values())) {
            var database = fresh();
            assertThat(DoomedRun.isKilled(Target.of(database), path, point, Carried.FORWARD))
                    .as("dies at " + point)
                    .isTrue();
            CARRIED.out(bellows(database, update -> {}), Carried.FORWARD);
            expectEqual(database, undisturbed, point.toString());
            database.drop();
        }
        undisturbed.drop();
    }

    @Test
    void killed_at_every_point_of_the_way_back() throws Exception {
        var start = fresh();
        var contracted = fresh();
        var bellows = bellows(contracted, update -> {});
        CARRIED.out(bellows, Carried.TO_CONTRACT);
        var undone = new AtomicInteger();
        var counted = copyOf(contracted);
        CARRIED.out(
                bellows(counted, update -> {
                    if (update instanceof dev.bellows.listen.RunUpdate.StepEnded) {
                        undone.incrementAndGet();
                    }
                }),
                Commands.ROLLBACK_TO_START);
        assertThat(undone).hasValueGreaterThan(3);
        counted.drop();
        for (var step : plan().steps().reversed()) {
            if (step.reversal() instanceof dev.bellows.plan.Reversal.Undo(var actions)) {
                for (var action = 0; action < actions.size(); action++) {
                    for (var kind : new DeathPoint.Kind[] {DeathPoint.Kind.BEGAN, DeathPoint.Kind.ENDED}) {
                        var database = copyOf(contracted);
                        var point = new DeathPoint(kind, step.id().undo(action));
                        assertThat(DoomedRun.isKilled(Target.of(database), path, point, Commands.ROLLBACK_TO_START))
                                .as("dies at " + point)
                                .isTrue();
                        CARRIED.out(bellows(database, update -> {}), Commands.ROLLBACK_TO_START);
                        expectEqual(database, start, point.toString());
                        database.drop();
                    }
                }
            }
        }
    }

    @Test
    void its_backend_is_terminated_at_every_point() throws Exception {
        var undisturbed = fresh();
        CARRIED.out(bellows(undisturbed, update -> {}), Carried.FORWARD);
        for (var point : DeathPoint.of(plan(), Phase.values())) {
            var database = fresh();
            var once = new AtomicBoolean();
            var bellows = bellows(database, update -> {
                if (point.isAt(update) && once.compareAndSet(false, true)) {
                    terminate(database);
                }
            });
            CARRIED.outAtTheSecondAttempt(bellows, Carried.FORWARD);
            assertThat(once).as("reached " + point).isTrue();
            expectEqual(database, undisturbed, point.toString());
            database.drop();
        }
    }

    @Test
    void the_server_crashes_at_every_point() throws Exception {
        try (var own = PostgresServer.start(PostgresVersion.V14)) {
            var start = templateOn(own);
            var undisturbed = copyOf(start);
            CARRIED.out(bellows(undisturbed, update -> {}), Carried.FORWARD);
            for (var point : DeathPoint.of(plan(start), Phase.values())) {
                var database = copyOf(start);
                var once = new AtomicBoolean();
                var bellows = bellows(database, update -> {
                    if (point.isAt(update) && once.compareAndSet(false, true)) {
                        own.restart();
                    }
                });
                CARRIED.outAtTheSecondAttempt(bellows, Carried.FORWARD);
                assertThat(once).as("reached " + point).isTrue();
                expectEqual(database, undisturbed, point.toString());
                database.drop();
            }
        }
    }

    private static PostgresDatabase fresh() throws SQLException {
        return copyOf(template);
    }

    /** Privileges on a database are not copied with it. */
    private static PostgresDatabase copyOf(PostgresDatabase database) throws SQLException {
        var copy = database.server().createDatabase(database);
        Permissions.grant(copy);
        return copy;
    }

    private static Bellows bellows(PostgresDatabase database, RunListener listener) {
        return BellowsOn.connections(() -> database.connection("bellows"), listener);
    }

    private static Plan plan() throws SQLException {
        return plan(template);
    }

    private static Plan plan(PostgresDatabase database) throws SQLException {
        return ((Planned.Accepted) bellows(database, update -> {}).plan(FILE)).plan();
    }

    private static void terminate(PostgresDatabase database) {
        try {
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bellows'"
                    + " AND datname = current_database()");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void expectEqual(PostgresDatabase actual, PostgresDatabase expected, String at) throws SQLException {
        assertThat(CatalogSnapshot.of(expected).diff(CatalogSnapshot.of(actual)))
                .as(at)
                .isEmpty();
        assertThat(DataSnapshot.of(expected, scope()).diff(DataSnapshot.of(actual, scope())))
                .as(at)
                .isEmpty();
    }

    private static DataScope scope() {
        return new DataScope(java.util.Set.of("bellows"), java.util.Set.of());
    }
}
