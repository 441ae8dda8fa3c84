package dev.bellows.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.migration.Problem;
import dev.bellows.schema.TableName;
import dev.bellows.schema.TypeChange;
import dev.bellows.schema.TypeChangeCost;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reader's judgement against what ALTER TABLE does to the files of a table with rows. */
final class TypeChangeTrialTest {
    private static final List<String> PAIRS = List.of(
            "varchar(10) > varchar(20)",
            "varchar(20) > varchar(10)",
            "varchar(10) > varchar",
            "varchar(10) > text",
            "text > varchar",
            "text > varchar(50)",
            "char(5) > text",
            "char(5) > char(9)",
            "text > char(9)",
            "numeric(10,2) > numeric(12,2)",
            "numeric(10,2) > numeric(12,3)",
            "numeric(10,2) > numeric",
            "numeric > numeric(10,2)",
            "int > bigint",
            "bigint > int",
            "smallint > int",
            "int > numeric",
            "int > text",
            "real > double precision",
            "timestamp(3) > timestamp(6)",
            "timestamp(3) > timestamp",
            "timestamp > timestamp(3)",
            "timestamp > timestamptz",
            "timestamptz > timestamp",
            "date > timestamp",
            "cidr > inet",
            "inet > cidr",
            "varbit(5) > varbit(9)",
            "bit(5) > varbit(5)",
            "time(3) > time",
            "interval(3) > interval",
            "json > jsonb",
            "jsonb > json",
            "xml > text",
            "varchar(10)[] > varchar(20)[]",
            "varchar(10)[] > text[]",
            "text > short",
            "text > positive",
            "positive > text",
            "short > text",
            "oid > bigint",
            "int > oid",
            "int > int",
            "text > text COLLATE \"C\"",
            "text > citext_like",
            "mood > text",
            "text > text USING c",
            "text > text USING upper(c)",
            "varchar(5) > text USING c::text");

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void the_judgement_is_what_alter_does(PostgresVersion version) throws SQLException {
        var soft = new SoftAssertions();
        var judged = new ArrayList<TypeChangeCost>();
        try (var on = CatalogFixture.with(version, """
                        CREATE DOMAIN short AS varchar(100); CREATE DOMAIN positive AS text CHECK (value <> '');
                        CREATE TYPE mood AS ENUM ('a'); CREATE DOMAIN citext_like AS text;""");
                var connection = on.connection()) {
            for (var zone : List.of("UTC", "Europe/Berlin")) {
                execute(connection, "SET TimeZone = '" + zone + "'");
                for (var pair : PAIRS) {
                    if (!zone.equals("UTC") && !pair.contains("timestamp")) {
                        continue;
                    }
                    for (var index : List.of("", "INDEX")) {
                        one(connection, pair, index, soft, judged);
                    }
                }
            }
        }
        soft.assertAll();
        assertThat(judged).hasSizeGreaterThan(80).contains(TypeChangeCost.values());
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_the_server_refuses_is_a_problem(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, """
                        CREATE TABLE t (id int, c tsvector, d text, n int); CREATE INDEX ON t USING gist (c);
                        CREATE INDEX ON t (n) WHERE n > 0;""")) {
            var reading = on.read("ALTER TABLE t ALTER c TYPE text, ALTER n TYPE bigint");
            assertThat(reading.problems())
                    .extracting(Problem::code, Problem::message)
                    .containsExactly(tuple(
                            "wrong-type",
                            "public.t.c cannot become text: data type text has no default operator class for access method"
                                    + " \"gist\""));
            assertThat(on.read("ALTER TABLE t ALTER d TYPE int").problems())
                    .extracting(Problem::code)
                    .containsExactly("using-needed");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_column_that_would_rewrite_the_table_to_be_added_is_a_problem(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, """
                        CREATE DOMAIN year AS int CHECK (VALUE > 1900); CREATE DOMAIN any_year AS int;
                        CREATE TABLE t (id int, n int, y year);""")) {
            assertThat(on.read("ALTER TABLE t ADD a year, ADD b any_year, ALTER n TYPE year, ALTER y TYPE int")
                            .problems())
                    .extracting(Problem::code, problem -> problem.message().substring(0, 11))
                    .containsExactly(
                            tuple("constrained-domain", "public.t.a:"), tuple("constrained-domain", "public.t.n:"));
        }
    }

    private static void one(
            Connection connection, String pair, String index, SoftAssertions soft, List<TypeChangeCost> judged)
            throws SQLException {
        var types = pair.split(" > ", -1);
        execute(connection, "DROP TABLE IF EXISTS t; CREATE TABLE t (id int, c %s)".formatted(types[0]));
        if (!index.isEmpty() && !hasIndex(connection)) {
            return;
        }
        execute(connection, "INSERT INTO t (id) VALUES (1)");
        var alter = "ALTER TABLE t ALTER c TYPE " + types[1];
        var reading = CatalogFixture.read(connection, alter);
        var bare = types[1].split(" COLLATE | USING ", -1)[0];
        var key = new TypeChange(new TableName("public", "t"), "c", bare);
        var cost = reading.catalog().rewrites().get(key);
        var before = files(connection);
        try {
            execute(connection, alter);
        } catch (SQLException refused) {
            soft.assertThat(cost).as(pair + " " + refused.getMessage()).isNull();
            return;
        }
        var rewritten = !files(connection).equals(before);
        soft.assertThat(cost == TypeChangeCost.REWRITE)
                .as(pair + " " + index + " " + cost)
                .isEqualTo(rewritten);
        soft.assertThat(cost).as(pair).isNotNull();
        judged.add(cost);
    }

    private static boolean hasIndex(Connection connection) throws SQLException {
        try {
            execute(connection, "CREATE INDEX i ON t (c)");
            return true;
        } catch (SQLException noOperatorClass) {
            return false;
        }
    }

    private static String files(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT string_agg(pg_relation_filenode(oid)::text, ',' ORDER BY relname) FROM pg_class "
                                + "WHERE relname IN ('t', 'i') AND relnamespace = 'public'::regnamespace")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
