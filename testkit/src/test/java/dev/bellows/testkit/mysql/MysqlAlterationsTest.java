package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.mysql.catalog.Alterations;
import dev.bellows.mysql.catalog.Alterations.Sequence;
import dev.bellows.schema.Alteration;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogue's reader asks the server about the ALTER TABLEs of a plan. */
final class MysqlAlterationsTest {
    private static final String FILE = "ALTER TABLE t COMMENT 'x';\nALTER TABLE t ADD COLUMN n int;";

    private static CatalogFixture table(MysqlVersion version) throws SQLException {
        return CatalogFixture.with(version, "CREATE TABLE t (id int PRIMARY KEY, a int)");
    }

    private static Alterations always(String... clauses) {
        return (migration, known, table) -> List.of(
                new Sequence(List.of(clauses), migration.operations().getLast().position()));
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void each_statement_finds_what_those_before_it_did(MysqlVersion version) throws SQLException {
        var on = table(version);
        var reading = on.read(
                MysqlUser.ADMINISTRATOR,
                FILE,
                always(
                        "ADD COLUMN n int",
                        "ADD INDEX k (n)",
                        "RENAME COLUMN a TO b, RENAME COLUMN n TO a",
                        "DROP COLUMN b"));
        assertThat(reading.problems()).isEmpty();
        var costs = reading.catalog().alterations();
        assertThat(costs).hasSize(4);
        assertThat(costs.get(new Alteration(on.name("t"), "ADD COLUMN n int")).algorithm())
                .isEqualTo("INSTANT");
        assertThat(costs.get(new Alteration(on.name("t"), "ADD INDEX k (n)")).algorithm())
                .isEqualTo("IN_PLACE");
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void answers_lead_to_further_questions(MysqlVersion version) throws SQLException {
        var on = table(version);
        var reading = on.read(
                MysqlUser.ADMINISTRATOR,
                FILE,
                (migration, known, table) -> List.of(new Sequence(
                        List.of("ADD COLUMN n%d int"
                                .formatted(known.alterations().size())),
                        migration.operations().getLast().position())));
        assertThat(reading.catalog().alterations().keySet())
                .extracting(Alteration::clauses)
                .containsExactly("ADD COLUMN n0 int", "ADD COLUMN n1 int", "ADD COLUMN n2 int");
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void what_the_server_refuses_is_told_at_the_operation(MysqlVersion version) throws SQLException {
        var on = table(version);
        var reading = on.read(MysqlUser.ADMINISTRATOR, FILE, always("ADD COLUMN n int", "ADD COLUMN n int"));
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("server-refuses");
            assertThat(problem.position().orElseThrow().line()).isEqualTo(2);
            assertThat(problem.message()).contains("Duplicate column");
        });
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void row_versions_are_counted_before_they_are_spent(MysqlVersion version) throws SQLException {
        var on = table(version);
        if (version == MysqlVersion.MYSQL_9_7) {
            for (var used = 0; used < 252; used++) {
                on.database().execute("ALTER TABLE t ADD COLUMN n%d int, ALGORITHM = INSTANT".formatted(used));
            }
            assertThat(CatalogFixture.codes(on.read(FILE))).containsExactly("row-versions-used-up");
            on.database().execute("ALTER TABLE t ENGINE = InnoDB");
        }
        assertThat(CatalogFixture.codes(on.read(FILE))).isEmpty();
        on.drop();
    }
}
