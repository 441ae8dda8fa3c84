package dev.bellows.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.dialect.CatalogReader.Reading;
import dev.bellows.migration.Problem;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.CheckedExpression.Safety;
import dev.bellows.schema.Column.Volatility;
import dev.bellows.schema.ExpressionKey.Direction;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExpressionTrialTest {
    private static final String SCHEMA = """
            CREATE SCHEMA app;
            CREATE TYPE app.mood AS ENUM ('happy', 'sad');
            CREATE FUNCTION app.twice(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1 || $1';
            CREATE FUNCTION app.noise(text) RETURNS text LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN $1; END';
            CREATE TABLE t (id bigint PRIMARY KEY, name text, "Age" varchar(10) NOT NULL, n int, small smallint,
                            price numeric(6,2), at timestamptz, code varchar(5) COLLATE "C", doc jsonb, o int);
            """;

    private static CheckedExpression up(Reading reading, String column) {
        assertThat(reading.problems()).isEmpty();
        return CatalogFixture.expression(reading, column, Direction.UP).orElseThrow();
    }

    private static CheckedExpression checked(String sql, List<String> columns, Volatility volatility, Safety safety) {
        return new CheckedExpression(sql, columns, volatility, safety);
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_valid_expression_is_qualified_and_described(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            var reading = on.read("""
                    ALTER TABLE t ADD a text, ADD b app.mood, ADD c int, ADD d text, ADD e text, ADD f varchar(3),
                        ADD g numeric(8,1), ADD h text, ADD i date, ADD j text;
                    UPDATE t SET a = upper(trim(name)) || '-' || "Age", b = 'happy', c = "Age"::int, d = twice(name),
                        e = noise(name), f = name, g = price, h = CASE WHEN n > 1 THEN 'x' ELSE t.name END,
                        i = '2020-01-01', j = n;
                    """);
            assertThat(reading.problems()).isEmpty();
            assertThat(up(reading, "a"))
                    .isEqualTo(checked(
                            "((upper(TRIM(BOTH FROM t.name)) || '-'::text) || (t.\"Age\")::text)",
                            List.of("Age", "name"),
                            Volatility.IMMUTABLE,
                            Safety.TOTAL));
            assertThat(up(reading, "b"))
                    .isEqualTo(checked("'happy'::app.mood", List.of(), Volatility.IMMUTABLE, Safety.TOTAL));
            assertThat(up(reading, "c"))
                    .isEqualTo(checked("(t.\"Age\")::integer", List.of("Age"), Volatility.IMMUTABLE, Safety.MAY_FAIL));
            assertThat(up(reading, "d"))
                    .isEqualTo(checked("app.twice(t.name)", List.of("name"), Volatility.IMMUTABLE, Safety.MAY_FAIL));
            assertThat(up(reading, "e"))
                    .isEqualTo(checked("app.noise(t.name)", List.of("name"), Volatility.VOLATILE, Safety.MAY_FAIL));
            assertThat(up(reading, "f"))
                    .isEqualTo(checked(
                            "(t.name)::character varying", List.of("name"), Volatility.IMMUTABLE, Safety.MAY_FAIL));
            assertThat(up(reading, "g"))
                    .isEqualTo(checked(
                            "(t.price)::numeric(8,1)", List.of("price"), Volatility.IMMUTABLE, Safety.MAY_FAIL));
            assertThat(up(reading, "h").safety()).isEqualTo(Safety.TOTAL);
            assertThat(up(reading, "h").columns()).containsExactly("n", "name");
            assertThat(up(reading, "i"))
                    .isEqualTo(checked("'2020-01-01'::date", List.of(), Volatility.IMMUTABLE, Safety.TOTAL));
            assertThat(up(reading, "j"))
                    .isEqualTo(checked("(t.n)::text", List.of("n"), Volatility.IMMUTABLE, Safety.TOTAL));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void nulls_only_keeps_what_is_there(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            var reading = on.read("UPDATE t SET code = name WHERE code IS NULL; ALTER TABLE t ALTER code SET NOT NULL");
            assertThat(up(reading, "code"))
                    .isEqualTo(checked(
                            "COALESCE(\"t\".\"code\", (t.name)::character varying)",
                            List.of("code", "name"),
                            Volatility.IMMUTABLE,
                            Safety.MAY_FAIL));
        }
    }

    /** A cast that the server makes by itself is no part of the text of a default: pg_dump would show it. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void defaults_are_written_as_the_server_keeps_them(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            var reading = on.read("""
                    ALTER TABLE t ADD a numeric(5,2) DEFAULT 0.5, ADD b date DEFAULT now(), ADD c varchar(9) DEFAULT 'x',
                        ALTER price SET DEFAULT 1, ADD d date DEFAULT now()::date;
                    """);
            assertThat(reading.problems()).isEmpty();
            assertThat(List.of("a", "b", "c", "price", "d"))
                    .extracting(column -> CatalogFixture.expression(reading, column, Direction.DEFAULT)
                            .orElseThrow()
                            .sql())
                    .containsExactly("0.5", "now()", "'x'::character varying", "1", "(now())::date");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void defaults_see_no_row(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            var reading = on.read("""
                    ALTER TABLE t ADD a int DEFAULT 1 + 1, ADD b timestamptz DEFAULT now(), ADD c double precision
                        DEFAULT random(), ADD d mood DEFAULT 'sad', ALTER name SET DEFAULT twice('x'), ADD e int DEFAULT n,
                        ADD f int DEFAULT 'x';
                    """);
            assertThat(CatalogFixture.expression(reading, "a", Direction.DEFAULT))
                    .contains(checked("(1 + 1)", List.of(), Volatility.IMMUTABLE, Safety.MAY_FAIL));
            assertThat(CatalogFixture.expression(reading, "b", Direction.DEFAULT))
                    .contains(checked("now()", List.of(), Volatility.STABLE, Safety.TOTAL));
            assertThat(CatalogFixture.expression(reading, "c", Direction.DEFAULT))
                    .contains(checked("random()", List.of(), Volatility.VOLATILE, Safety.MAY_FAIL));
            assertThat(CatalogFixture.expression(reading, "d", Direction.DEFAULT))
                    .contains(checked("'sad'::app.mood", List.of(), Volatility.IMMUTABLE, Safety.TOTAL));
            assertThat(CatalogFixture.expression(reading, "name", Direction.DEFAULT))
                    .contains(checked("app.twice('x'::text)", List.of(), Volatility.IMMUTABLE, Safety.MAY_FAIL));
            assertThat(reading.problems())
                    .extracting(Problem::code)
                    .containsExactly("unknown-column", "invalid-expression");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void down_sees_the_table_after_the_file(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            var reading = on.read("""
                    --! down t.name = first || ' ' || last || coalesce(years, 0)
                    ALTER TABLE t ADD first text, ADD last text, DROP name;
                    ALTER TABLE t RENAME "Age" TO years;
                    ALTER TABLE t ALTER years TYPE bigint USING "Age"::bigint;
                    """);
            assertThat(reading.problems()).isEmpty();
            var down =
                    CatalogFixture.expression(reading, "name", Direction.DOWN).orElseThrow();
            assertThat(down.columns()).containsExactly("first", "last", "years");
            assertThat(down.sql()).contains("COALESCE(t.years, (0)::bigint)");
            var gone = on.read("--! down t.name = name\nALTER TABLE t DROP name");
            assertThat(gone.problems()).extracting(Problem::code).containsExactly("unknown-column");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_the_server_refuses_is_a_problem_with_its_place(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            for (var refused : List.of(
                    "unknown-column | nope",
                    "unknown-column | u.name",
                    "unknown-column | public.t.name",
                    "unknown-column | t.ctid::text",
                    "unknown-function | nope(name)",
                    "unknown-function | name + 1",
                    "unknown-type | name::nope",
                    "wrong-type | n",
                    "unsupported-expression | max(name)",
                    "unsupported-expression | regexp_split_to_table(name, 'x')",
                    "unsupported-expression | to_jsonb(t)",
                    "invalid-expression | 1/0")) {
                var parts = refused.split(" \\| ", -1);
                var reading = on.read("ALTER TABLE t ADD x " + type(parts[1]) + ";\nUPDATE t SET x = " + parts[1]);
                assertThat(reading.problems()).as(refused).hasSize(1);
                var problem = reading.problems().getFirst();
                assertThat(problem.code()).as(refused + problem).isEqualTo(parts[0]);
                assertThat(problem.position().orElseThrow().toString()).isEqualTo("2:14");
            }
            var unknown = on.read("ALTER TABLE t ADD x nope, ALTER name TYPE other");
            assertThat(unknown.problems()).extracting(Problem::code).containsExactly("unknown-type", "unknown-type");
        }
    }

    private static String type(String expression) {
        return switch (expression) {
            case "n" -> "date";
            case "1/0" -> "int";
            case "to_jsonb(t)" -> "jsonb";
            default -> "text";
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_type_change_infers_its_casts(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            var reading = on.read("""
                    ALTER TABLE t ALTER n TYPE bigint, ALTER "Age" TYPE text, ALTER name TYPE int USING name::int,
                        ALTER price TYPE numeric(10,4), ALTER at TYPE timestamp, ALTER small TYPE numeric;
                    """);
            assertThat(up(reading, "n"))
                    .isEqualTo(checked("(t.n)::bigint", List.of("n"), Volatility.IMMUTABLE, Safety.TOTAL));
            assertThat(up(reading, "at").volatility()).isEqualTo(Volatility.STABLE);
            for (var column : List.of("n", "Age", "name", "price", "small")) {
                var down = CatalogFixture.expression(reading, column, Direction.DOWN);
                assertThat(down).as(column).isPresent();
                assertThat(down.get().safety()).as(column).isEqualTo(Safety.TOTAL);
                assertThat(down.get().columns()).containsExactly(column);
            }
            assertThat(CatalogFixture.expression(reading, "at", Direction.DOWN)).isEmpty();
            var needed = on.read("ALTER TABLE t ALTER name TYPE int");
            assertThat(needed.problems()).extracting(Problem::code).containsExactly("using-needed");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void an_inferred_down_never_fails(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA);
                var connection = on.connection()) {
            for (var change : List.of(
                    "smallint|bigint|9223372036854775807",
                    "int|numeric|1e30",
                    "int|numeric|'NaN'",
                    "int|numeric|1.5",
                    "varchar(3)|text|'too long'",
                    "numeric(4,2)|numeric|'Infinity'",
                    "numeric(4,2)|numeric|99.995",
                    "bigint|numeric|9223372036854775808",
                    "smallint|int|-40000",
                    "varchar(2)|int|123456",
                    "numeric(3,1)|bigint|1000",
                    "text|jsonb|'{}'",
                    "double precision|real|3e38")) {
                var parts = change.split("\\|", -1);
                try (var statement = connection.createStatement()) {
                    statement.execute("DROP TABLE IF EXISTS t; CREATE TABLE t (c %s)".formatted(parts[0]));
                    var reading = CatalogFixture.read(
                            connection,
                            "ALTER TABLE t ALTER c TYPE %s USING c::text::%s".formatted(parts[1], parts[1]));
                    var down = CatalogFixture.expression(reading, "c", Direction.DOWN);
                    assertThat(down).as(change + reading.problems()).isPresent();
                    statement.execute("DROP TABLE t; CREATE TABLE t (c %s); INSERT INTO t VALUES (%s)"
                            .formatted(parts[1], parts[2]));
                    var bad = parts[2].contains("{") || parts[2].equals("3e38");
                    try (var rows = statement.executeQuery(
                            "SELECT %s FROM t".formatted(down.get().sql()))) {
                        rows.next();
                        assertThat(rows.getString(1) == null).as(change).isEqualTo(!bad);
                    }
                }
            }
        }
    }
}
