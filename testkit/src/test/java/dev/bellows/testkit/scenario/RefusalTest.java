package dev.bellows.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.migration.Problem;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.SharedServers;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables with parents and children, and what is no table: carried out, or refused before anything is touched. */
final class RefusalTest {
    private static final String FAMILY = """
            CREATE TABLE parted (id int, day date NOT NULL, code varchar(5) NOT NULL, PRIMARY KEY (id, day))
                PARTITION BY RANGE (day);
            CREATE TABLE part PARTITION OF parted DEFAULT;
            CREATE INDEX parted_code ON parted (code);
            CREATE TABLE parent (id int, code varchar(5) NOT NULL);
            CREATE TABLE child (own int) INHERITS (parent);
            INSERT INTO parted SELECT i, '2020-01-01', 'c' FROM generate_series(1, 100) i;
            INSERT INTO child SELECT i, 'c', i FROM generate_series(1, 100) i;
            CREATE VIEW seen AS SELECT 1 AS id;
            CREATE TABLE words (id int PRIMARY KEY, word varchar(5), found tsvector);
            CREATE INDEX words_found ON words USING gist (found);
            """;

    private static Planning on(PostgresVersion version) throws SQLException {
        var database = SharedServers.of(version).createDatabase();
        database.execute(FAMILY);
        return Planning.on(database);
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_the_server_does_only_to_the_parent_is_refused(PostgresVersion version) throws SQLException {
        var planning = on(version);
        for (var table : new String[] {"part", "child"}) {
            var inherited = tuple(
                    "inherited-column",
                    "column code of public.%s comes from its parent; the server changes it only there"
                            .formatted(table));
            for (var change : new String[] {"ALTER COLUMN code TYPE varchar(9)", "RENAME COLUMN code TO name"}) {
                assertThat(planning.refused("ALTER TABLE %s %s".formatted(table, change)))
                        .extracting(Problem::code, Problem::message)
                        .contains(inherited);
            }
            assertThat(planning.refused("--! down %1$s.code = 'x'\nALTER TABLE %1$s DROP COLUMN code".formatted(table)))
                    .extracting(Problem::code, Problem::message)
                    .containsExactly(inherited);
        }
        assertThat(planning.refused("ALTER TABLE part ALTER COLUMN code DROP NOT NULL"))
                .extracting(Problem::code)
                .containsExactly("inherited-column");
        assertThat(planning.refused("ALTER TABLE part ADD COLUMN more int"))
                .extracting(Problem::code)
                .containsExactly("inherited-column");
        assertThat(planning.refused("DROP INDEX part_code_idx"))
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        tuple(
                                "index-of-parent",
                                "index part_code_idx is a part of index parted_code of the parent; the server refuses to drop it"));
        if (version == PostgresVersion.V18) {
            assertThat(planning.refused("ALTER TABLE child ALTER COLUMN code DROP NOT NULL"))
                    .extracting(Problem::code)
                    .containsExactly("inherited-column");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_needs_every_row_or_writer_of_the_children_is_refused(PostgresVersion version) throws SQLException {
        var planning = on(version);
        for (var table : new String[] {"parted", "parent"}) {
            for (var change : new String[] {
                "ALTER TABLE %s RENAME COLUMN code TO name",
                "ALTER TABLE %s ADD COLUMN token uuid DEFAULT gen_random_uuid()",
                "ALTER TABLE %s ALTER COLUMN id TYPE bigint"
            }) {
                assertThat(planning.refused(change.formatted(table)))
                        .extracting(Problem::code)
                        .containsExactly("partitioned");
            }
        }
        assertThat(planning.refused("--! down parent.code = 'x'\nALTER TABLE parent DROP COLUMN code"))
                .extracting(Problem::code, Problem::message)
                .containsExactly(tuple(
                        "partitioned",
                        "public.parent is a table that others inherit from; who writes to those would not be seen"));
        for (var index : new String[] {"CREATE INDEX more ON parted (day)", "DROP INDEX parted_code"}) {
            assertThat(planning.refused(index)).extracting(Problem::code).containsExactly("partitioned");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_is_no_table_is_refused(PostgresVersion version) throws SQLException {
        var planning = on(version);
        for (var sql : new String[] {
            "ALTER TABLE seen ADD COLUMN more int",
            "ALTER TABLE seen DROP COLUMN id",
            "COMMENT ON TABLE seen IS 'a view'"
        }) {
            assertThat(planning.refused(sql))
                    .extracting(Problem::code, Problem::message)
                    .containsExactly(tuple(
                            "not-a-table", "public.seen is a view; Bellows changes tables that stay in this database"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void the_rest_goes_there_and_back(PostgresVersion version) throws SQLException {
        var planning = on(version);
        for (var sql : new String[] {
            "CREATE INDEX more ON part (day)",
            "CREATE INDEX more ON child (code, own)",
            "CREATE UNIQUE INDEX more ON parent (id)",
            "ALTER TABLE child ADD COLUMN more int, ALTER COLUMN code SET DEFAULT 'x'",
            "ALTER TABLE child ALTER COLUMN own SET DEFAULT 7",
            "ALTER TABLE parent ADD COLUMN more int NOT NULL DEFAULT 7, ALTER COLUMN code DROP NOT NULL",
            "ALTER TABLE parted ADD COLUMN more int NOT NULL DEFAULT 7, ALTER COLUMN code DROP NOT NULL",
        }) {
            assertThat(planning.thereAndBack(sql)).as(sql).isEmpty();
        }
    }

    /** To take it back rewrites the table and its indexes under lock: a GiST index of 1,000 rows takes 40 ms. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_wider_type_stays_where_taking_it_back_would_take_long(PostgresVersion version) throws SQLException {
        var planning = on(version);
        for (var column : new String[] {"words ALTER COLUMN word", "parted ALTER COLUMN code"}) {
            var sql = "ALTER TABLE %s TYPE varchar(9)".formatted(column);
            assertThat(planning.accepted(sql).notes())
                    .singleElement()
                    .asString()
                    .contains("A rollback leaves ");
            assertThat(planning.thereAndBack(sql)).isNotEmpty();
        }
        planning.database().execute("DROP INDEX words_found");
        var sql = "ALTER TABLE words ALTER COLUMN word TYPE varchar(10)";
        assertThat(planning.accepted(sql).notes()).isEmpty();
        assertThat(planning.thereAndBack(sql)).isEmpty();
    }
}
