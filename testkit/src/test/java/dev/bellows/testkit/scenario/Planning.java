package dev.bellows.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Problem;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planned;
import dev.bellows.run.Outcome;
import dev.bellows.run.RollbackTo;
import dev.bellows.testkit.postgres.CatalogSnapshot;
import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What Bellows says to a file on a database, and that it keeps its hands off where it refuses. */
record Planning(PostgresDatabase database, Bellows bellows) {

    static Planning on(PostgresDatabase database) throws SQLException {
        Permissions.grant(database);
        return new Planning(database, BellowsOn.connections(() -> database.connection("bellows"), update -> {}));
    }

    private static MigrationFile file(String sql) {
        return MigrationFile.named("V1__asked.sql", sql);
    }

    /** The reasons, the same for plan and for expand; each has a place and a remedy, and nothing was touched. */
    List<Problem> refused(String sql) throws SQLException {
        var before = everything();
        var planned = bellows.plan(file(sql));
        assertThat(planned).as(sql).isInstanceOf(Planned.Rejected.class);
        var problems = ((Planned.Rejected) planned).problems();
        assertThat(before.diff(everything())).as(sql).isEmpty();
        var users = CatalogSnapshot.of(database);
        assertThat(bellows.expand(file(sql)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problems()).isEqualTo(problems));
        assertThat(problems).as(sql).allSatisfy(problem -> {
            assertThat(problem.position()).isPresent();
            assertThat(problem.remedy()).isNotBlank();
        });
        assertThat(users.diff(CatalogSnapshot.of(database))).as(sql).isEmpty();
        return problems;
    }

    Plan accepted(String sql) throws SQLException {
        var planned = bellows.plan(file(sql));
        assertThat(planned).as(sql).isInstanceOf(Planned.Accepted.class);
        return ((Planned.Accepted) planned).plan();
    }

    /** Carries it out as far as it goes without an approval, and takes it back; what differs then. */
    List<String> thereAndBack(String sql) throws SQLException {
        var before = CatalogSnapshot.of(database);
        assertThat(bellows.expand(file(sql))).as(sql).isInstanceOf(Outcome.Done.class);
        assertThat(bellows.migrate(file(sql).id())).as(sql).isInstanceOf(Outcome.Done.class);
        assertThat(before.diff(CatalogSnapshot.of(database))).as(sql).isNotEmpty();
        assertThat(bellows.rollback(file(sql).id(), RollbackTo.START)).as(sql).isInstanceOf(Outcome.Done.class);
        return before.diff(CatalogSnapshot.of(database));
    }

    /** With the schema of Bellows, which plan does not make. */
    private CatalogSnapshot everything() throws SQLException {
        try (var connection = database.connection()) {
            return CatalogSnapshot.of(connection, Set.of());
        }
    }
}
