package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.run.Outcome;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shapes that cannot hold all that the other one holds, expressions that fail, and code that writes a part. */
final class LossyShapesTest {
    private static final String NAMES = """
            CREATE TABLE users (id integer PRIMARY KEY, name text, n integer NOT NULL DEFAULT 0);
            INSERT INTO users VALUES (1, 'Ada Lovelace'), (2, 'Alan Turing'), (3, 'Prince'), (4, NULL);
            """;
    private static final MigrationFile SPLIT = Lab.file("""
            --! down users.name = concat_ws(' ', first, last)
            ALTER TABLE users ADD COLUMN first text, ADD COLUMN last text;
            UPDATE users SET first = split_part(name, ' ', 1), last = nullif(split_part(name, ' ', 2), '');
            ALTER TABLE users DROP COLUMN name;
            """);
    private static final String AGES = """
            CREATE TABLE users (id integer PRIMARY KEY, age text, n integer NOT NULL DEFAULT 0);
            INSERT INTO users VALUES (1, '36'), (2, 'unknown'), (3, '41');
            """;
    private static final MigrationFile AGE_IN_YEARS = Lab.file("""
            --! down users.age = years::text
            ALTER TABLE users ADD COLUMN years integer;
            UPDATE users SET years = age::integer;
            ALTER TABLE users DROP COLUMN age;
            """);

    private static List<String> names(Lab lab) throws SQLException {
        return lab.rows("SELECT id, name, first, last FROM users ORDER BY id");
    }

    private static List<String> ages(Lab lab) throws SQLException {
        return lab.rows("SELECT id, age, years FROM users ORDER BY id");
    }

    /** After the last comparison nothing else would see it before contract makes the new shape the only one. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_could_not_be_converted_since_the_comparison_keeps_contract_closed(PostgresVersion version)
            throws SQLException {
        var retype = Lab.file("""
                --! down users.age = users.age::text
                ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;
                """);
        for (var file : List.of(AGE_IN_YEARS, retype)) {
            try (var lab = Lab.with(version, AGES + "UPDATE users SET age = '40' WHERE id = 2;")
                            .expand(file)
                            .migrate(file.id());
                    var app = lab.application()) {
                Lab.run(app, "INSERT INTO users (id, age) VALUES (4, '50')");
                lab.verified(file.id());
                Lab.run(app, "SET application_name = 'shop'; BEGIN");
                Lab.run(app, "UPDATE users SET age = 'old' WHERE id > 1");
                Lab.run(app, "INSERT INTO users (id, age) VALUES (5, 'very')");
                Lab.run(app, "COMMIT");
                assertThat(lab.rows(
                                "SELECT application, count(*) FROM bellows.writer WHERE watch LIKE 'u%' GROUP BY 1"))
                        .as("once for a transaction")
                        .containsExactly("shop|1");
                assertThat(lab.tryToContract(file.id()).toString())
                        .contains("GateReport[gate=parity, verdict=CLOSED")
                        .contains("shop (user app_new, from 127.0.0.1) wrote a value")
                        .contains("could not be converted");
                assertThat(lab.verify(file.id()).toString())
                        .contains("gate=parity, verdict=CLOSED")
                        .doesNotContain("could not be converted");
                Lab.run(app, "UPDATE users SET age = id::text WHERE id > 1");
                lab.verified(file.id());
                lab.contract(file.id());
                lab.rollBackToStart(file.id());
                assertThat(lab.rows("SELECT id, age FROM users ORDER BY id"))
                        .containsExactly("1|36", "2|2", "3|3", "4|4", "5|5");
                assertThat(lab.rows("SELECT count(*) FROM bellows.writer")).containsExactly("0");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void new_code_that_writes_a_part_of_a_row_that_is_not_filled_keeps_the_rest(PostgresVersion version)
            throws SQLException {
        try (var lab = Lab.with(version, NAMES).expand(SPLIT);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET first = 'Grace' WHERE id = 1");
            Lab.run(app, "UPDATE users SET last = NULL WHERE id = 2");
            Lab.run(app, "UPDATE users SET last = 'Nelson' WHERE id = 3");
            Lab.run(app, "UPDATE users SET last = 'Doe' WHERE id = 4");
            assertThat(names(lab))
                    .containsExactly(
                            "1|Grace Lovelace|Grace|Lovelace",
                            "2|Alan|Alan|null",
                            "3|Prince Nelson|Prince|Nelson",
                            "4|Doe|null|Doe");
            lab.migrate(SPLIT.id());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void new_code_that_writes_all_of_a_row_that_is_not_filled_means_it(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, NAMES).expand(SPLIT);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET first = 'Grace', last = NULL WHERE id = 1");
            Lab.run(app, "UPDATE users SET first = NULL, last = 'Turing' WHERE id = 2");
            Lab.run(app, "UPDATE users SET first = 'The', last = 'Artist' WHERE id = 3");
            Lab.run(app, "INSERT INTO users VALUES (5, 'Mary Shelley'), (6, 'x y')");
            Lab.run(app, "UPDATE users SET first = NULL, last = NULL WHERE id = 6");
            assertThat(names(lab))
                    .containsExactly(
                            "1|Grace|Grace|null",
                            "2|Turing|null|Turing",
                            "3|The Artist|The|Artist",
                            "4|null|null|null",
                            "5|Mary Shelley|Mary|Shelley",
                            "6||null|null");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_null_that_new_code_says_is_not_filled_up_where_the_old_shape_stays_as_it_was(PostgresVersion version)
            throws SQLException {
        try (var lab = Lab.with(version, NAMES).expand(SPLIT);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET first = 'Ada Lovelace', last = NULL WHERE id = 1");
            Lab.run(app, "UPDATE users SET first = NULL, last = 'Alan Turing', n = 1 WHERE id = 2");
            assertThat(names(lab)).contains("1|Ada Lovelace|Ada Lovelace|null", "2|Alan Turing|null|Alan Turing");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_a_row_was_told_does_not_reach_the_next_one(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, NAMES).expand(SPLIT);
                var app = lab.application()) {
            Lab.run(app, """
                    UPDATE users SET first = CASE id WHEN 1 THEN NULL ELSE 'F' || id END,
                        last = CASE id WHEN 2 THEN NULL ELSE 'L' || id END;
                    UPDATE users SET first = first WHERE id = 4;
                    """);
            Lab.run(app, """
                    BEGIN;
                    INSERT INTO users (id, name) VALUES (5, 'e f'), (6, 'g h');
                    SAVEPOINT a;
                    UPDATE users SET last = NULL WHERE id = 5;
                    ROLLBACK TO a;
                    UPDATE users SET first = 'G' WHERE id = 6;
                    COMMIT;
                    """);
            assertThat(names(lab))
                    .containsExactly(
                            "1|L1|null|L1", "2|F2|F2|null", "3|F3 L3|F3|L3", "4|F4 L4|F4|L4", "5|e f|e|f", "6|G h|G|h");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void rows_of_one_statement_may_change_either_shape(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, NAMES).expand(SPLIT);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET n = 1 WHERE id = 1"); // one row is filled
            Lab.run(app, """
                    UPDATE users SET
                        name = CASE WHEN id IN (1, 3) THEN 'New Old' ELSE name END,
                        first = CASE WHEN id IN (2, 3) THEN 'Newer' ELSE first END,
                        last = CASE WHEN id IN (2, 3) THEN 'New' ELSE last END
                    """);
            assertThat(names(lab))
                    .containsExactly(
                            "1|New Old|New|Old", "2|Newer New|Newer|New", "3|Newer New|Newer|New", "4|null|null|null");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void code_that_writes_both_and_changes_both_is_taken_at_its_new_word(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, NAMES).expand(SPLIT).migrate(SPLIT.id());
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET name = 'x y', first = 'Ada', last = 'Lovelace' WHERE id = 1");
            Lab.run(app, "UPDATE users SET name = 'x y', first = 'New', last = 'Word' WHERE id = 2");
            Lab.run(app, "UPDATE users SET name = 'Prince', first = 'New', last = 'Word' WHERE id = 3");
            Lab.run(app, "INSERT INTO users (id, name, first, last) VALUES (5, 'x y', 'New', 'Word')");
            Lab.run(app, "INSERT INTO users (id, name, first, last) VALUES (6, 'x y', 'x', 'y')");
            assertThat(names(lab))
                    .containsExactly(
                            "1|x y|x|y",
                            "2|New Word|New|Word",
                            "3|New Word|New|Word",
                            "4|null|null|null",
                            "5|New Word|New|Word",
                            "6|x y|x|y");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_new_code_wrote_stays_although_the_old_shape_would_give_something_else(PostgresVersion version)
            throws SQLException {
        try (var lab = Lab.with(version, NAMES).expand(SPLIT);
                var app = lab.application()) {
            Lab.run(app, "INSERT INTO users (id, first, last) VALUES (5, 'Anna Maria', 'Sibylla Merian')");
            lab.migrate(SPLIT.id());
            for (var write : List.of("n = 7", "name = name", "name = name, n = 8")) {
                Lab.run(app, "UPDATE users SET %s WHERE id = 5".formatted(write));
                assertThat(names(lab)).contains("5|Anna Maria Sibylla Merian|Anna Maria|Sibylla Merian");
            }
            lab.verified(SPLIT.id());
            Lab.run(app, "UPDATE users SET name = 'Maria Merian' WHERE id = 5");
            assertThat(names(lab)).contains("5|Maria Merian|Maria|Merian");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_value_for_which_the_expression_fails_fails_no_statement(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, AGES).expand(AGE_IN_YEARS);
                var app = lab.application()) {
            failingWrites(app);
            assertThat(ages(lab))
                    .containsExactly(
                            "1|none|null", "2|unknown|null", "3|7|7", "4|old|null", "5|8|8", "6|9|9", "7|null|null");
            assertThat(lab.tryToMigrate(AGE_IN_YEARS.id())).isInstanceOf(Outcome.GateClosed.class);
            Lab.run(app, "UPDATE users SET n = n + 1");
            assertThat(ages(lab)).contains("2|unknown|null", "3|7|7");
            Lab.run(app, "UPDATE users SET age = '50' WHERE id = 1");
            Lab.run(app, "UPDATE users SET years = 51 WHERE id = 2");
            Lab.run(app, "UPDATE users SET years = NULL WHERE id = 4");
            assertThat(ages(lab)).startsWith("1|50|50", "2|51|51", "3|7|7", "4|null|null");
            lab.verified(AGE_IN_YEARS.id());
            lab.contract(AGE_IN_YEARS.id());
        }
    }

    private static void failingWrites(Connection app) throws SQLException {
        Lab.run(app, "UPDATE users SET age = 'none' WHERE id = 1");
        Lab.run(app, "UPDATE users SET age = age WHERE id = 2");
        Lab.run(app, "UPDATE users SET n = 1 WHERE id = 2");
        Lab.run(app, "UPDATE users SET years = 7 WHERE id = 3");
        Lab.run(app, "INSERT INTO users (id, age) VALUES (4, 'old'), (5, '8')");
        Lab.run(app, "INSERT INTO users (id, age, years) VALUES (6, 'x', 9), (7, NULL, NULL)");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_mixed_statement_is_not_held_up_by_its_bad_rows(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, AGES).expand(AGE_IN_YEARS);
                var app = lab.application()) {
            Lab.run(app, "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE");
            Lab.run(app, "UPDATE users SET age = age || '0'");
            Lab.run(
                    app,
                    "INSERT INTO users (id, age) SELECT i, CASE WHEN i % 2 = 0 THEN 'x' ELSE i::text END"
                            + " FROM generate_series(10, 13) i");
            assertThat(ages(lab))
                    .containsExactly(
                            "1|360|360",
                            "2|unknown0|null",
                            "3|410|410",
                            "10|x|null",
                            "11|11|11",
                            "12|x|null",
                            "13|13|13");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void new_code_may_write_null_where_the_old_shape_takes_none(PostgresVersion version) throws SQLException {
        var merge = Lab.file("""
                --! down users.first = coalesce(split_part(name, ' ', 1), '')
                --! down users.last = coalesce(split_part(name, ' ', 2), '')
                ALTER TABLE users ADD COLUMN name text;
                UPDATE users SET name = first || ' ' || last;
                ALTER TABLE users DROP COLUMN first, DROP COLUMN last;
                """);
        try (var lab = Lab.with(version, """
                        CREATE TABLE users (id integer PRIMARY KEY, first text NOT NULL, last text NOT NULL);
                        INSERT INTO users VALUES (1, 'Ada', 'Lovelace'), (2, 'Alan', 'Turing');
                        """).expand(merge);
                var app = lab.application()) {
            Lab.run(app, "INSERT INTO users (id) VALUES (3)");
            Lab.run(app, "INSERT INTO users (id, name) VALUES (4, NULL), (5, 'x y')");
            lab.migrate(merge.id());
            Lab.run(app, "UPDATE users SET name = NULL WHERE id = 2");
            Lab.run(app, "INSERT INTO users (id) VALUES (6)");
            Lab.run(app, "UPDATE users SET id = id + 10 WHERE id = 6");
            assertThat(lab.rows("SELECT id, first, last, name FROM users WHERE id IN (2, 5, 16) ORDER BY id"))
                    .containsExactly("2|||null", "5|x|y|x y", "16|||null");
            lab.verified(merge.id());
            lab.contract(merge.id());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_row_that_gives_null_for_not_null_closes_the_gate_before_it_binds_anybody(PostgresVersion version)
            throws SQLException {
        var lower = Lab.file("""
                --! down users.name = lower_name
                ALTER TABLE users ADD COLUMN lower_name text;
                UPDATE users SET lower_name = lower(name);
                ALTER TABLE users ALTER COLUMN lower_name SET NOT NULL;
                ALTER TABLE users DROP COLUMN name;
                """);
        var number = Lab.file("""
                --! down users.name = coalesce(name::text, '')
                ALTER TABLE users ALTER COLUMN name TYPE integer USING nullif(name, '')::integer;
                """);
        closesTheGate(version, lower, "name text", "NULL");
        closesTheGate(version, number, "name text NOT NULL", "''");
    }

    private static void closesTheGate(PostgresVersion version, MigrationFile file, String column, String empty)
            throws SQLException {
        try (var lab = Lab.with(version, """
                        CREATE TABLE users (id integer PRIMARY KEY, %s);
                        INSERT INTO users VALUES (1, '1'), (2, %s);
                        """.formatted(column, empty));
                var app = lab.application()) {
            lab.expand(file);
            assertThat(lab.tryToMigrate(file.id()))
                    .isInstanceOfSatisfying(
                            Outcome.GateClosed.class,
                            closed -> assertThat(closed.reports().getFirst().evidence())
                                    .contains("these: 2"));
            assertThat(lab.tryToContract(file.id())).isInstanceOf(Outcome.GateClosed.class);
            Lab.run(app, "INSERT INTO users VALUES (3, %s)".formatted(empty));
            Lab.run(app, "UPDATE users SET name = '5' WHERE id > 1");
            lab.verified(file.id());
            lab.contract(file.id());
        }
    }
}
