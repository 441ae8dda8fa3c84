package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rename of a column of any type: also those that have no equality, or one that takes different values for equal. */
final class TypesTest {
    /** A type, and values of which each differs from the one before, if only to the eye. */
    private record Sample(String type, List<String> values) {
        static Sample of(String type, String... values) {
            return new Sample(type, List.of(values));
        }
    }

    private static final String OBJECTS = """
            CREATE TYPE mood AS ENUM ('sad', 'happy');
            CREATE TYPE pair AS (a integer, b text);
            CREATE DOMAIN small AS numeric(6, 2) CHECK (value < 1000);
            CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
            """;

    private static final List<Sample> SAMPLES = List.of(
            Sample.of("text COLLATE any_case", "a", "A", "b"),
            Sample.of("character(5)", "a", "b  c"),
            Sample.of("varchar(5)", "a", "a ", ""),
            Sample.of("numeric", "1.0", "1.00", "1"),
            Sample.of("numeric(8,3)", "1.5", "2"),
            Sample.of("small", "1", "2.25"),
            Sample.of("real", "0", "-0", "NaN"),
            Sample.of("double precision", "0.1", "0.30000000000000004", "Infinity"),
            Sample.of("money", "1.20", "1.21"),
            Sample.of("interval", "24 hours", "1 day", "00:00:00.000001"),
            Sample.of("timestamptz(0)", "2024-01-01 00:00:00+00", "2024-01-01 00:00:01+00"),
            Sample.of("time with time zone", "12:00+00", "13:00+01"),
            Sample.of("json", "{\"a\":1}", "{\"a\": 1}", "null"),
            Sample.of("jsonb", "{\"a\": 1.0}", "{\"a\": 1.00}", "null"),
            Sample.of("bytea", "\\x00", "\\x0000"),
            Sample.of("bit(3)", "101", "010"),
            Sample.of("bit varying", "1", "10"),
            Sample.of("mood", "sad", "happy"),
            Sample.of("mood[]", "{sad}", "{}", "{NULL}"),
            Sample.of("pair", "(1,a)", "(1,A)", "(,)"),
            Sample.of("text[]", "{a}", "[0:0]={a}", "{{a}}"),
            Sample.of("int4range", "[1,2)", "empty", "(,)"),
            Sample.of("point", "(0,0)", "(0,0.0000001)"),
            Sample.of("polygon", "((0,0),(1,1),(1,0))", "((1,1),(1,0),(0,0))"),
            Sample.of("inet", "10.0.0.1/8", "10.0.0.1"),
            Sample.of("tsvector", "a:1", "a:2"),
            Sample.of("uuid", "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"),
            Sample.of("boolean", "true", "false"),
            Sample.of("oid", "1", "2"),
            Sample.of("name", "a", "b"));

    /** A few columns to a table: all of them in one transaction would hold its lock for too long. */
    private static final int TOGETHER = 3;

    private static String table(int place) {
        return "users" + place / TOGETHER;
    }

    private static String ddl() {
        var ddl = new StringBuilder(OBJECTS);
        for (var i = 0; i < SAMPLES.size(); i++) {
            if (i % TOGETHER == 0) {
                ddl.append("CREATE TABLE %s (id integer PRIMARY KEY);\nINSERT INTO %s VALUES (1), (2), (3);\n"
                        .formatted(table(i), table(i)));
            }
            ddl.append("ALTER TABLE %s ADD COLUMN c%d %s;\n"
                    .formatted(table(i), i, SAMPLES.get(i).type()));
        }
        return ddl.toString();
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_change_that_equality_does_not_see_is_in_both_names(PostgresVersion version) throws SQLException {
        var renames = new StringBuilder();
        for (var i = 0; i < SAMPLES.size(); i++) {
            renames.append("ALTER TABLE %s RENAME COLUMN c%d TO d%d;\n".formatted(table(i), i, i));
        }
        var file = Lab.file(renames.toString());
        try (var lab = Lab.with(version, ddl()).expand(file);
                var app = lab.application()) {
            for (var i = 0; i < SAMPLES.size(); i++) {
                writes(app, i);
            }
            lab.migrate(file.id());
            for (var i = 0; i < SAMPLES.size(); i++) {
                writes(app, i);
            }
            lab.verified(file.id());
        }
    }

    private static void writes(Connection app, int place) throws SQLException {
        var oldName = "c" + place;
        var newName = "d" + place;
        for (var value : SAMPLES.get(place).values()) {
            write(app, place, "UPDATE %s SET %s = '%s' WHERE id = 1", oldName, value);
            holds(app, place, 1, newName, value);
            write(app, place, "UPDATE %s SET %s = '%s' WHERE id = 2", newName, value);
            holds(app, place, 2, oldName, value);
            Lab.run(app, "DELETE FROM %s WHERE id > 3".formatted(table(place)));
            write(app, place, "INSERT INTO %s (id, %s) VALUES (4, '%s')", newName, value);
            holds(app, place, 4, oldName, value);
            write(app, place, "INSERT INTO %s (id, %s) VALUES (5, '%s')", oldName, value);
            holds(app, place, 5, newName, value);
        }
    }

    private static void write(Connection app, int place, String sql, String column, String value) throws SQLException {
        Lab.run(app, sql.formatted(table(place), column, value));
    }

    private static void holds(Connection app, int place, int id, String column, String value) throws SQLException {
        var bare = SAMPLES.get(place).type().replace(" COLLATE any_case", "");
        assertThat(Lab.rows(
                        app,
                        "SELECT ROW(%s::%s)::record *= ROW('%s'::%s)::record FROM %s WHERE id = %d"
                                .formatted(column, bare, value, bare, table(place), id)))
                .as("%s: %s in %s", bare, value, column)
                .containsExactly("t");
    }
}
