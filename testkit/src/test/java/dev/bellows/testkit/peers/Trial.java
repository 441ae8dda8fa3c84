package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Problem;
import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planned;
import dev.bellows.plan.Walk;
import dev.bellows.postgres.session.ConnectionSource;
import dev.bellows.run.Outcome;
import dev.bellows.testkit.kill.Commands;
import dev.bellows.testkit.postgres.CatalogSnapshot;
import dev.bellows.testkit.postgres.DataScope;
import dev.bellows.testkit.postgres.DataSnapshot;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.Roles;
import dev.bellows.testkit.postgres.SharedServers;
import dev.bellows.testkit.scenario.BellowsOn;
import dev.bellows.testkit.scenario.Permissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database on which peers fail, a file, and what Bellows makes of them; the least privileges, as everywhere. */
record Trial(PostgresDatabase database, MigrationFile file, CatalogSnapshot start) implements AutoCloseable {

    /** The DDL belongs to {@code owner}, {@code app_old} and {@code app_new} may read and write, {@code bellows} migrates. */
    static Trial of(PostgresVersion version, String ddl, String sql) throws SQLException {
        return of(version, ddl, "V1__case.sql", sql);
    }

    static Trial of(PostgresVersion version, String ddl, String name, String sql) throws SQLException {
        var database = prepared(SharedServers.of(version).createDatabase(), ddl);
        return new Trial(database, MigrationFile.named(name, sql), CatalogSnapshot.of(database));
    }

    /** Another file on the same database. */
    Trial also(String name, String sql) {
        return new Trial(database, MigrationFile.named(name, sql), start);
    }

    private static PostgresDatabase prepared(PostgresDatabase database, String ddl) throws SQLException {
        Roles.prepare(database);
        database.execute(ddl);
        Permissions.grant(database);
        return database;
    }

    Bellows bellows() {
        return bellows(RunListener.SILENT);
    }

    Bellows bellows(RunListener listener) {
        return bellows(() -> database.connection(Roles.BELLOWS), listener);
    }

    static Bellows bellows(ConnectionSource source, RunListener listener) {
        return BellowsOn.connections(source, listener);
    }

    Plan plan() throws SQLException {
        return switch (bellows().plan(file)) {
            case Planned.Accepted(var plan) -> plan;
            case Planned.Rejected(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    /** Why it is refused, by plan and by expand alike, with nothing touched. */
    List<Problem> problems() throws SQLException {
        var planned = bellows().plan(file);
        assertThat(planned).isInstanceOf(Planned.Rejected.class);
        var problems = ((Planned.Rejected) planned).problems();
        assertThat(bellows().expand(file))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problems()).isEqualTo(problems));
        isAtTheStart();
        return problems;
    }

    /** Why it is refused, each with a place in the file and something to do. */
    List<String> codes() throws SQLException {
        var problems = problems();
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.position()).isPresent())
                .allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
        return problems.stream().map(Problem::code).toList();
    }

    Trial expand() {
        return done(Commands.EXPAND);
    }

    Trial migrate() {
        return done(Commands.MIGRATE);
    }

    Trial contract() {
        return done(Commands.CONTRACT);
    }

    Trial purge() {
        return done(Commands.PURGE);
    }

    Trial rollback() {
        return done(Commands.ROLLBACK);
    }

    Trial rollbackToStart() {
        return done(Commands.ROLLBACK_TO_START);
    }

    Trial done(Commands command) {
        assertThat(command.give(bellows(), file)).as(command.toString()).isInstanceOf(Outcome.Done.class);
        return this;
    }

    /**
     * To contract, back to both shapes, to contract again and all the way back; then forward to an end that is just what
     * the file makes of the schema and the rows.
     */
    Trial goesThereAndBack() throws SQLException {
        var isContracted = !plan().steps(Phase.CONTRACT).isEmpty();
        expand().migrate().contract().rollback();
        if (isContracted) {
            verify().contract().rollbackToStart();
        }
        return isAtTheStart().goesToTheEndOfTheFile();
    }

    /** Nothing differs. */
    Trial verify() {
        assertThat(bellows().verify(file.id())).isInstanceOf(Outcome.Done.class);
        return this;
    }

    Trial goesToTheEndOfTheFile() throws SQLException {
        var twin = twin();
        return expand().migrate().contract().purge().isLike(twin);
    }

    /** What the file makes of the database as it is now when any client runs it. */
    PostgresDatabase twin() throws SQLException {
        var twin = database.server().createDatabase(database);
        Permissions.grant(twin); // privileges on a database are not copied with it
        twin.executeAs(Roles.BELLOWS, "SET search_path = public; " + file.text());
        return twin;
    }

    Trial isLike(PostgresDatabase twin) throws SQLException {
        var differences = new ArrayList<>(CatalogSnapshot.of(twin).diff(CatalogSnapshot.of(database)));
        differences.addAll(DataSnapshot.of(twin, DataScope.ALL).diff(DataSnapshot.of(database, DataScope.ALL)));
        assertThat(differences).isEmpty();
        twin.drop();
        return this;
    }

    Trial isAtTheStart() throws SQLException {
        assertThat(start.diff(CatalogSnapshot.of(database))).isEmpty();
        return this;
    }

    /** What an application does. */
    Trial app(String role, String sql) throws SQLException {
        database.executeAs(role, sql);
        return this;
    }

    String one(String sql) throws SQLException {
        try (var connection = database.connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    /** How the server goes about a chunk of a backfill or comparison of {@code users}. */
    String explained(Action action, String mode) throws SQLException {
        var statement = switch (action) {
            case Action.Backfill fill -> fill.head() + range(fill.walk()) + fill.tail();
            case Action.Verify verify -> verify.select() + range(verify.walk()) + verify.mismatch();
            case Action.Transaction ignored -> throw new IllegalArgumentException("walks no table");
            case Action.Ddl ignored -> throw new IllegalArgumentException("walks no table");
            case Action.Scan ignored -> throw new IllegalArgumentException("walks no table");
            case Action.Online ignored -> throw new IllegalArgumentException("walks no table");
        };
        var prepared = statement.replaceFirst("\\?", "\\$1").replaceFirst("\\?", "\\$2");
        try (var connection = database.connection();
                var sql = connection.createStatement()) {
            sql.execute("SET plan_cache_mode = %s; PREPARE chunk AS %s".formatted(mode, prepared));
            var values = statement.contains("tid") ? "'(10,0)', '(14,0)'" : "1000, 1400";
            try (var rows = sql.executeQuery("EXPLAIN EXECUTE chunk (%s)".formatted(values))) {
                var plan = new StringBuilder();
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
                return plan.toString();
            }
        }
    }

    private static String range(Walk walk) {
        return switch (walk) {
            case Walk.ByKey key -> " %s AND %s ".formatted(key.after(), key.upto());
            case Walk.ByPage page -> " %s ".formatted(page.range());
        };
    }

    @Override
    public void close() throws SQLException {
        database.drop();
    }
}
