package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.MigrationId;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planned;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.run.PurgeTime;
import dev.bellows.run.RollbackTo;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.SharedServers;
import dev.bellows.testkit.scenario.BellowsOn;
import dev.bellows.testkit.scenario.Permissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database of its own with the applications' roles, and a Bellows that moves migrations through their phases. */
final class Lab implements AutoCloseable {
    static final String APP = "app_new";

    private final PostgresDatabase database;
    private final Bellows bellows;

    private Lab(PostgresDatabase database) {
        this.database = database;
        this.bellows = BellowsOn.connections(() -> database.connection("bellows"), RunListener.SILENT);
    }

    /** A fresh database; the tables belong to an owner, and the application's roles may read and write them. */
    static Lab with(PostgresVersion version, String ddl) throws SQLException {
        var database = SharedServers.of(version).createDatabase();
        Permissions.grant(database);
        database.execute(ddl);
        Permissions.grant(database);
        return new Lab(database);
    }

    static MigrationFile file(String sql) {
        return MigrationFile.named("V1__x.sql", sql);
    }

    PostgresDatabase database() {
        return database;
    }

    Connection application() throws SQLException {
        return database.connection(APP);
    }

    Plan plan(MigrationFile file) throws SQLException {
        return switch (bellows.plan(file)) {
            case Planned.Accepted(var plan) -> plan;
            case Planned.Rejected(var problems) -> throw new AssertionError("refused: " + problems);
        };
    }

    /** The codes for which a file is refused; none where it is planned. */
    List<String> refusals(String sql) throws SQLException {
        return switch (bellows.plan(file(sql))) {
            case Planned.Accepted ignored -> List.of();
            case Planned.Rejected(var problems) ->
                problems.stream().map(problem -> problem.code()).toList();
        };
    }

    Lab expand(MigrationFile file) {
        done(bellows.expand(file));
        return this;
    }

    Outcome tryToExpand(MigrationFile file) {
        return bellows.expand(file);
    }

    Lab migrate(MigrationId migration) {
        done(bellows.migrate(migration));
        return this;
    }

    Outcome tryToMigrate(MigrationId migration) {
        return bellows.migrate(migration);
    }

    Outcome verify(MigrationId migration) {
        return bellows.verify(migration);
    }

    /** A comparison of every row finds no difference. */
    void verified(MigrationId migration) {
        done(bellows.verify(migration));
    }

    Plan savedPlan(MigrationId migration) throws SQLException {
        return bellows.status(migration).orElseThrow().plan();
    }

    /** Contracts although old writers and sessions are about: the tests are both. */
    Lab contract(MigrationId migration) {
        done(tryToContract(migration));
        return this;
    }

    Outcome tryToContract(MigrationId migration) {
        done(bellows.approve(migration, "lab", "a test", List.of(GateReport.OLD_WRITERS, GateReport.OLD_SESSIONS)));
        return bellows.contract(migration);
    }

    Lab rollBack(MigrationId migration) {
        done(bellows.rollback(migration, RollbackTo.PREVIOUS));
        return this;
    }

    Lab rollBackToStart(MigrationId migration) {
        done(bellows.rollback(migration, RollbackTo.START));
        return this;
    }

    Lab purge(MigrationId migration) {
        done(bellows.purge(migration, PurgeTime.NOW));
        return this;
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    /** Whole rows as text: columns between bars, NULL as {@code null}. */
    List<String> rows(String sql) throws SQLException {
        try (var connection = database.connection()) {
            return rows(connection, sql);
        }
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                var columns = new ArrayList<String>();
                for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", columns));
            }
            return found;
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        database.drop();
    }
}
