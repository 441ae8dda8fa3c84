package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.MigrationId;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.run.RollbackTo;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a type change would lose stops it, forward and back, with the keys, before anything is changed. */
final class MysqlLossesTest {
    private static final MigrationId ID = new MigrationId("V1__points");

    private static WithBellows on(MysqlVersion version) throws SQLException {
        return WithBellows.on(
                version,
                "CREATE TABLE t (id int, part int, points int, PRIMARY KEY (id, part))",
                "INSERT INTO t VALUES (1, 1, 5), (2, 7, 70000), (3, 1, NULL)");
    }

    private static String definition(WithBellows target) throws SQLException {
        var database = target.database();
        try (var connection = database.server().connection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW CREATE TABLE %s.t".formatted(database.name()))) {
            row.next();
            return row.getString(2);
        }
    }

    private static MigrationFile file(String type) {
        return new MigrationFile(ID, "ALTER TABLE t MODIFY points %s;".formatted(type));
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? failed.message() : outcome.toString();
    }

    @ParameterizedTest
    @MethodSource(WithBellows.VERSIONS)
    void a_value_that_does_not_fit_stops_expand(MysqlVersion version) throws Exception {
        try (var target = on(version)) {
            var before = definition(target);
            assertThat(reason(target.bellows().expand(file("smallint")))).contains("not so in 1 row, key: 2, 7");
            assertThat(definition(target)).isEqualTo(before);
            target.database().execute("UPDATE t SET points = 7 WHERE id = 2");
            assertThat(target.bellows().expand(file("smallint"))).isInstanceOf(Outcome.Done.class);
        }
    }

    @ParameterizedTest
    @MethodSource(WithBellows.VERSIONS)
    void a_value_that_the_old_type_cannot_hold_stops_the_way_back(MysqlVersion version) throws Exception {
        try (var target = on(version)) {
            var before = definition(target);
            var bellows = target.bellows();
            assertThat(bellows.expand(file("bigint"))).isInstanceOf(Outcome.Done.class);
            assertThat(bellows.migrate(ID)).isInstanceOf(Outcome.Done.class);
            bellows.approve(ID, "testkit", "", List.of(GateReport.OLD_SESSIONS));
            assertThat(bellows.contract(ID)).isInstanceOf(Outcome.Done.class);
            target.database().execute("INSERT INTO t (id, part, points) VALUES (4, 2, 5000000000)");
            var contracted = definition(target);
            assertThat(reason(bellows.rollback(ID, RollbackTo.PREVIOUS))).contains("not so in 1 row, key: 4, 2");
            assertThat(definition(target)).isEqualTo(contracted);
            target.database().execute("UPDATE t SET points = 6 WHERE id = 4");
            assertThat(bellows.rollback(ID, RollbackTo.START)).isInstanceOf(Outcome.Done.class);
            assertThat(definition(target)).isEqualTo(before);
        }
    }
}
