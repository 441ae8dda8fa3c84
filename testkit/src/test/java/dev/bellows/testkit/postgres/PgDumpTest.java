package dev.bellows.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PgDumpTest {
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void compares_schemas_without_the_order_of_columns(PostgresVersion version) throws SQLException {
        var dump = dump();
        var left = SharedServers.of(version).createDatabase();
        var right = SharedServers.of(version).createDatabase();
        left.execute(
                "CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT 'x', b int, CHECK (CASE WHEN b > 0 THEN b < 9 END))");
        right.execute(
                "CREATE TABLE t (b int, id int PRIMARY KEY, a text DEFAULT 'x', CHECK (CASE WHEN b > 0 THEN b < 9 END));"
                        + "CREATE SCHEMA bellows; CREATE TABLE bellows.journal (id int)");
        assertThat(dump.schema(left).diff(dump.schema(right, "bellows"))).isEmpty();
        right.execute("ALTER TABLE t ALTER COLUMN a SET DEFAULT 'y'");
        assertThat(dump.schema(left).diff(dump.schema(right, "bellows")))
                .containsExactlyInAnyOrder(
                        "- TABLE public.t |     a text DEFAULT 'x'::text",
                        "+ TABLE public.t |     a text DEFAULT 'y'::text");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void dumps_rows_sorted(PostgresVersion version) throws SQLException {
        var dump = dump();
        var database = SharedServers.of(version).createDatabase();
        database.execute("CREATE TABLE t (id serial, a text); INSERT INTO t (a) VALUES ('x'), (E'c\\nd')");
        database.execute("CREATE TABLE a (b int); INSERT INTO a VALUES (3), (1), (2)");
        assertThat(dump.data(database))
                .isEqualTo(List.of(
                        "COPY public.a (b) FROM stdin;",
                        "1",
                        "2",
                        "3",
                        "COPY public.t (id, a) FROM stdin;",
                        "1\tx",
                        "2\tc\\nd",
                        "SELECT pg_catalog.setval('public.t_id_seq', 2, true);"));
    }

    private static PgDump dump() {
        assumeTrue(PgDump.available(), "there is no pg_dump here");
        return PgDump.find().orElseThrow();
    }
}
