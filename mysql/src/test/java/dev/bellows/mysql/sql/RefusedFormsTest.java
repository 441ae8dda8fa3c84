package dev.bellows.mysql.sql;

import static dev.bellows.mysql.sql.Files.problems;
import static dev.bellows.mysql.sql.Files.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.mysql.grammar.Flavour;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is not understood is refused, at its place, with every other problem of the file. */
final class RefusedFormsTest {
    private static final List<String> CLAUSES = List.of(
            "ADD PRIMARY KEY (a)",
            "DROP PRIMARY KEY",
            "ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES b (id)",
            "DROP FOREIGN KEY c",
            "ADD CONSTRAINT c CHECK (a > 0)",
            "ORDER BY a",
            "CONVERT TO CHARACTER SET utf8mb4",
            "DEFAULT CHARACTER SET utf8mb4",
            "RENAME TO u",
            "RENAME INDEX i TO j",
            "AUTO_INCREMENT = 5",
            "ENGINE = InnoDB",
            "ROW_FORMAT = COMPRESSED",
            "FORCE",
            "DISABLE KEYS",
            "DISCARD TABLESPACE");

    private static final List<String> STATEMENTS = List.of(
            "DROP TABLE t",
            "TRUNCATE TABLE t",
            "RENAME TABLE t TO u",
            "INSERT INTO t VALUES (1)",
            "DELETE FROM t",
            "CREATE TABLE u LIKE t",
            "CREATE TABLE u AS SELECT * FROM t",
            "CREATE VIEW v AS SELECT 1",
            "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
            "SET foreign_key_checks = 0",
            "SET sql_mode = ''",
            "SELECT 1",
            "ROLLBACK",
            "GRANT ALL ON t TO u",
            "LOCK TABLES t WRITE",
            "CALL p()");

    private static Stream<Arguments> forBoth(List<String> texts) {
        return Stream.of(Flavour.values()).flatMap(flavour -> texts.stream().map(text -> Arguments.of(flavour, text)));
    }

    static Stream<Arguments> clauses() {
        return forBoth(CLAUSES);
    }

    @ParameterizedTest
    @MethodSource("clauses")
    void a_clause_that_is_not_supported_yet(Flavour flavour, String clause) {
        assertThat(refused(flavour, "ALTER TABLE t DROP COLUMN x,\n  " + clause + ",\n  DROP COLUMN y"))
                .containsExactly("unsupported-statement 2:3");
    }

    static Stream<Arguments> statements() {
        return forBoth(STATEMENTS);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void a_statement_that_is_not_supported(Flavour flavour, String statement) {
        assertThat(refused(flavour, "ALTER TABLE t DROP COLUMN x;\n " + statement + ";"))
                .allMatch(problem -> problem.matches("unsupported-statement 2:[26]"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void clauses_of_a_column(Flavour flavour) {
        for (var clause : List.of(
                "AUTO_INCREMENT",
                "PRIMARY KEY",
                "UNIQUE",
                "REFERENCES b (id)",
                "CHECK (c > 0)",
                "AS (a + 1) STORED",
                "GENERATED ALWAYS AS (a + 1) VIRTUAL",
                "INVISIBLE")) {
            assertThat(refused(flavour, "ALTER TABLE t ADD COLUMN c int " + clause))
                    .as(clause)
                    .containsExactly("unsupported-clause 1:32");
        }
        assertThat(refused(flavour, "ALTER TABLE t MODIFY c int AFTER a, CHANGE c d int FIRST"))
                .containsExactly("unsupported-clause 1:15", "unsupported-clause 1:37");
        assertThat(refused(flavour, "ALTER TABLE t ADD INDEX (a), ADD UNIQUE (b)"))
                .containsExactly("unnamed-index 1:15", "unnamed-index 1:30");
        assertThat(refused(flavour, "ALTER TABLE t ADD COLUMN " + "x".repeat(65) + " int"))
                .containsExactly("name-too-long 1:26");
    }

    @ParameterizedTest
    @EnumSource
    void updates_that_no_sync_can_keep(Flavour flavour) {
        assertThat(refused(flavour, "UPDATE t SET a = 1 WHERE id < 3 ORDER BY id LIMIT 5"))
                .containsExactly("unsupported-clause 1:26", "unsupported-clause 1:33", "unsupported-clause 1:45");
        assertThat(refused(flavour, "UPDATE t SET a = 1, b = 2 WHERE a IS NULL"))
                .containsExactly("unsupported-clause 1:33");
        assertThat(refused(flavour, "UPDATE t SET a = 1 WHERE a IS NOT NULL"))
                .containsExactly("unsupported-clause 1:26");
        assertThat(refused(flavour, "UPDATE t SET a = 1 WHERE u.a IS NULL")).containsExactly("unsupported-clause 1:26");
        assertThat(refused(flavour, "UPDATE t x SET a = 1")).containsExactly("unsupported-clause 1:8");
        assertThat(refused(flavour, "UPDATE t JOIN u ON t.a = u.a SET t.a = 1"))
                .containsExactly("unsupported-clause 1:1");
        assertThat(refused(flavour, "UPDATE t, u SET t.a = 1")).containsExactly("unsupported-clause 1:1");
        assertThat(refused(flavour, "UPDATE IGNORE t SET a = 1")).containsExactly("unsupported-clause 1:1");
        assertThat(refused(flavour, "UPDATE t SET a = 1, A = 2")).containsExactly("unsupported-clause 1:21");
    }

    /** The servers assign from left to right: {@code SET a = b, c = a} gives c the new a. */
    @ParameterizedTest
    @EnumSource
    void an_assignment_that_would_read_a_new_value(Flavour flavour) {
        assertThat(refused(flavour, "UPDATE t SET a = b, c = concat(A, 'x'), d = b"))
                .containsExactly("assigned-before 1:32");
        assertThat(refused(flavour, "UPDATE t SET a = b, c = `A`")).containsExactly("assigned-before 1:25");
    }

    @ParameterizedTest
    @EnumSource
    void expressions_over_more_than_the_row(Flavour flavour) {
        for (var expression : List.of(
                "(SELECT 1)",
                "a IN (SELECT b FROM u)",
                "EXISTS (SELECT 1 FROM u)",
                "sum(a)",
                "count(*)",
                "row_number() OVER (ORDER BY a)",
                "@x",
                "@@sql_mode",
                "VALUES(a)")) {
            assertThat(refused(flavour, "UPDATE t SET c = 1 + " + expression))
                    .as(expression)
                    .allMatch(problem -> problem.startsWith("unsupported-expression 1:"));
            assertThat(refused(flavour, "-- ! up t.c = 1 + " + expression + "\nALTER TABLE t ADD COLUMN c int"))
                    .as(expression)
                    .allMatch(problem -> problem.startsWith("unsupported-expression 1:"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void directives_that_are_none(Flavour flavour) {
        var sql = """
                --! up t.c = 1
                -- ! down t.c
                -- ! up t.c = 1) + (2
                -- ! up t.c = 1, 2
                -- ! up t.c = 1; DROP TABLE t
                -- ! up t.c = 1 +
                -- ! up c = 1
                -- ! soon 1h
                -- ! retain soon
                -- ! up t.d = 1
                ALTER TABLE t ADD COLUMN c int;
                """;
        assertThat(refused(flavour, sql))
                .containsExactly(
                        "malformed-directive 1:1",
                        "malformed-directive 2:11",
                        "malformed-directive 3:15",
                        "malformed-directive 4:15",
                        "malformed-directive 5:15",
                        "syntax-error 6:18",
                        "malformed-directive 7:9",
                        "unknown-directive 8:6",
                        "malformed-directive 9:13");
        assertThat(refused(flavour, "-- ! up t.d = 1\nALTER TABLE t ADD COLUMN c int"))
                .containsExactly("unused-directive 1:6");
        assertThat(refused(flavour, "-- ! up t.C = 1\n-- ! up t.c = 2\nALTER TABLE t ADD COLUMN c int"))
                .containsExactly("duplicate-expression 2:6");
    }

    @ParameterizedTest
    @EnumSource
    void every_problem_of_a_file_at_once(Flavour flavour) {
        var sql = """
                USE shop;
                SET NAMES latin1;
                ALTER TABEL t ADD x int;
                ALTER TABLE t DROP PRIMARY KEY;
                BEGIN;
                ALTER TABLE t ADD COLUMN c int PRIMARY KEY;
                """;
        assertThat(refused(flavour, sql))
                .containsExactly(
                        "use-database 1:1",
                        "unsupported-clause 2:1",
                        "syntax-error 3:7",
                        "unsupported-statement 4:15",
                        "transaction-control 5:1",
                        "unsupported-clause 6:32");
        assertThat(refused(flavour, "-- nothing\n")).containsExactly("empty-migration 1:1");
        assertThat(refused(flavour, "ALTER TABLE t DROP a\0")).containsExactly("control-character 1:21");
        assertThat(refused(flavour, "ALTER TABLE t DROP COLUMN 'a")).containsExactly("syntax-error 1:27");
    }

    @Test
    void what_the_other_server_understands() {
        assertThat(refused(Flavour.MYSQL, "ALTER TABLE t WAIT 5 DROP COLUMN a")).hasSize(1);
        assertThat(refused(Flavour.MYSQL, "ALTER TABLE t ADD COLUMN IF NOT EXISTS c int"))
                .hasSize(1);
        assertThat(problems(Flavour.MYSQL, "ALTER TABLE t ADD COLUMN IF NOT EXISTS c int")
                        .getFirst()
                        .code())
                .isEqualTo("syntax-error");
    }
}
