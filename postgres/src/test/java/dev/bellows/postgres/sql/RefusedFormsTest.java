package dev.bellows.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Parsed;
import dev.bellows.migration.SourcePosition;
import dev.bellows.postgres.grammar.PostgresGrammar;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case is a code (or several), a bar, and SQL in which ‸ marks the place of each problem. */
final class RefusedFormsTest {
    private static final PostgresFrontEnd FRONT_END = new PostgresFrontEnd(PostgresGrammar.load());
    private static final String LONG = "é".repeat(32);

    private record Found(String code, SourcePosition position) {}

    private static List<Found> found(String sql) {
        return FRONT_END.parse(MigrationFile.named("V1__x.sql", sql)) instanceof Parsed.Refused(var problems)
                ? problems.stream()
                        .map(problem -> {
                            assertThat(problem.message()).isNotBlank();
                            assertThat(problem.remedy()).isNotBlank();
                            return new Found(problem.code(), problem.position().orElseThrow());
                        })
                        .toList()
                : List.of();
    }

    private static void check(String codes, String marked) {
        var expected = new ArrayList<Found>();
        var plain = new StringBuilder();
        var names = codes.split(" ", -1);
        for (var piece : marked.split("(?<=‸)", -1)) {
            var marks = piece.endsWith("‸");
            plain.append(marks ? piece.substring(0, piece.length() - 1) : piece);
            if (marks) {
                var line = (int) plain.chars().filter(c -> c == '\n').count() + 1;
                var code = names[Math.min(expected.size(), names.length - 1)];
                expected.add(new Found(code, new SourcePosition(line, plain.length() - plain.lastIndexOf("\n"))));
            }
        }
        assertThat(found(plain.toString())).as(plain.toString()).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "syntax-error | ALTER TABLE t ADD COLUMN c integer ‸nott null",
                "syntax-error | ALTER TABLE t ADD COLUMN é int, ‸RENAME a TO b",
                "syntax-error | ALTER TABLE t ADD c text DEFAULT ‸'abc",
                "syntax-error | ALTER TABLE t DROP a; ‸/* never closed",
                "syntax-error | ALTER TABLE t DROP a; ‸\\set x 1",
                "syntax-error | ‸SELEKT 1; ALTER TABLE t DROP c",
                "unsupported-statement | ‸DROP TABLE t",
                "unsupported-statement | ‸TRUNCATE t",
                "unsupported-statement | ‸INSERT INTO t VALUES (1)",
                "unsupported-statement | ‸DELETE FROM t",
                "unsupported-statement | ‸SELECT 1",
                "unsupported-statement | /* é */ ‸CREATE VIEW v AS SELECT 1",
                "unsupported-statement | ‸CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END",
                "unsupported-statement | ‸DO $$ BEGIN END $$",
                "unsupported-statement | ‸GRANT SELECT ON t TO PUBLIC",
                "unsupported-statement | ‸VACUUM t",
                "unsupported-statement | ‸LOCK TABLE t",
                "unsupported-statement | ‸CREATE TABLE x AS SELECT 1",
                "unsupported-statement | ‸DROP VIEW v",
                "unsupported-statement | ‸ALTER TABLE t RENAME TO u",
                "unsupported-statement | ‸ALTER TABLE t RENAME CONSTRAINT a TO b",
                "unsupported-statement | ‸ALTER INDEX i RENAME TO j",
                "unsupported-statement | ‸ALTER VIEW v ALTER a SET DEFAULT 1",
                "unsupported-statement | ALTER TABLE t ‸ADD CONSTRAINT x CHECK (a > 0)",
                "unsupported-statement | ALTER TABLE t DROP a, ‸ALTER b SET STATISTICS 10",
                "unsupported-statement | ALTER TABLE t ‸OWNER TO x",
                "unsupported-statement | ALTER TABLE t ‸SET (fillfactor = 70)",
                "unsupported-statement | ALTER TABLE t ‸ALTER a ADD GENERATED ALWAYS AS IDENTITY",
                "unsupported-statement | ‸COMMENT ON SCHEMA s IS 'x'",
                "unsupported-statement | ‸SET work_mem = '1GB'; ALTER TABLE t DROP a",
                "unsupported-statement | ‸ROLLBACK",
                "unsupported-statement | ‸SAVEPOINT a",
                "search-path | ‸SET search_path = a, b; ALTER TABLE t DROP a",
                "search-path | ‸SET LOCAL search_path TO a; ALTER TABLE t DROP a",
                "transaction-control | ALTER TABLE t DROP a; ‸BEGIN; ALTER TABLE t DROP b; COMMIT",
                "transaction-control | BEGIN; ALTER TABLE t DROP a; COMMIT; ‸ALTER TABLE t DROP b",
                "transaction-control | BEGIN; ‸BEGIN; ALTER TABLE t DROP a",
                "unsupported-clause | ALTER TABLE t ADD c int ‸CHECK (c > 0)",
                "unsupported-clause | ALTER TABLE t ADD c int ‸CONSTRAINT k CHECK (c > 0) NOT NULL",
                "unsupported-clause | ALTER TABLE t ADD c int NOT NULL ‸UNIQUE",
                "unsupported-clause | ALTER TABLE t ADD c int ‸PRIMARY KEY",
                "unsupported-clause | ALTER TABLE t ADD c int ‸REFERENCES u (id)",
                "unsupported-clause | ALTER TABLE t ADD c int ‸GENERATED ALWAYS AS (a + 1) STORED",
                "unsupported-clause | ALTER TABLE t ADD c int ‸GENERATED BY DEFAULT AS IDENTITY",
                "unsupported-clause | ALTER TABLE t ADD c int ‸CONSTRAINT nn NOT NULL",
                "unsupported-clause | ALTER TABLE t ‸ADD c text STORAGE EXTERNAL",
                "unsupported-clause | ALTER TABLE t ‸ADD c text COMPRESSION lz4",
                "unsupported-clause | ALTER TABLE t ADD c ‸bigserial",
                "unsupported-clause | ALTER TABLE t ADD c SETOF ‸int",
                "unsupported-clause | ALTER TABLE t DROP c ‸CASCADE",
                "unsupported-clause | ‸ALTER TABLE ONLY t DROP c",
                "unsupported-clause | ‸ALTER TABLE db.s.t DROP c",
                "unsupported-clause | DROP INDEX i ‸CASCADE",
                "unsupported-clause | DROP INDEX a, ‸db.s.i",
                "unsupported-clause | ‸CREATE INDEX i ON ONLY t (a)",
                "unnamed-index | ‸CREATE INDEX ON t (a)",
                "unsupported-clause | ‸CREATE TEMP TABLE x (a int)",
                "unsupported-clause | ‸CREATE TABLE x PARTITION OF t DEFAULT",
                "unsupported-clause | ‸CREATE TABLE x (a int) INHERITS (t)",
                "unsupported-clause | ‸UPDATE t AS x SET a = x.b",
                "unsupported-clause | ‸UPDATE t SET a = u.b FROM u",
                "unsupported-clause | ‸UPDATE t SET a = 1 RETURNING a",
                "unsupported-clause | ‸WITH u AS (SELECT 1) UPDATE t SET a = 1",
                "unsupported-clause | ‸UPDATE ONLY t SET a = 1",
                "unsupported-clause | UPDATE t SET a = 1 ‸WHERE b IS NULL",
                "unsupported-clause | UPDATE t SET a = 1 ‸WHERE a IS NOT NULL",
                "unsupported-clause | UPDATE t SET a = 1, b = 2 ‸WHERE a IS NULL",
                "unsupported-clause | UPDATE t SET (‸a, b) = (1, 2)",
                "unsupported-clause | UPDATE t SET ‸a[1] = 2",
                "unsupported-clause | UPDATE t SET a = 1, ‸a = 2",
                "unsupported-clause | COMMENT ON COLUMN ‸c IS 'x'",
                "unsupported-expression | UPDATE t SET a = ‸(SELECT 1)",
                "unsupported-expression | UPDATE t SET a = ‸DEFAULT",
                "unsupported-expression | UPDATE t SET a = ‸count(*)",
                "unsupported-expression | UPDATE t SET a = ‸row_number() OVER ()",
                "unsupported-expression | ALTER TABLE t ADD c int DEFAULT ‸$1",
                "unsupported-expression | ALTER TABLE t ALTER c TYPE int USING 1 + ‸(SELECT 2)",
                "unsupported-expression | ALTER TABLE t ALTER c SET DEFAULT ‸array_agg(DISTINCT 1)",
                "control-character | ALTER TABLE t DROP a; -- ‸\0",
                "control-character | ALTER TABLE t ADD c text DEFAULT '‸\u0001'",
                "empty-migration | ‸-- nothing",
                "empty-migration | ‸BEGIN; COMMIT",
            })
    void what_is_not_supported_is_refused_where_it_stands(String given) {
        var bar = given.indexOf(" | ");
        check(given.substring(0, bar), given.substring(bar + 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-directive | --! ‸retian 7d",
                "unknown-directive | --! ‸pause",
                "unknown-directive | --! ‸up!",
                "malformed-directive | --!‸",
                "malformed-directive | --! ‸= 1",
                "malformed-directive | --! retain ‸7 days",
                "malformed-directive | --! retain‸",
                "malformed-directive | --! ‸lock-timeout 0s",
                "malformed-directive | --! ‸allow drop-column",
                "malformed-directive | --! ‸allow drop-column because",
                "malformed-directive | --! up ‸a = 1",
                "malformed-directive | --! up ‸x.s.t.a = 1",
                "malformed-directive | --! up ‸t.a",
                "malformed-directive | --! up‸",
                "malformed-directive | --! up t.a ‸=",
                "malformed-directive | --! up t.a ‸= 1, 2",
                "malformed-directive | --! up t.a ‸= 1) + (2",
                "malformed-directive | --! up ‸t.a == 1",
                "malformed-directive | ‸--!   up t.a = 1",
                "syntax-error | --! up t.a = 1 +‸ ",
                "syntax-error | --! up t.a = 'é' ‸1 2",
                "syntax-error | --! up t.a = ‸'abc",
                "syntax-error | --! up t.a = 1 +\n--!    2 ‸3",
                "unsupported-expression | --! up t.a = ‸(SELECT 1)",
                "unsupported-expression | --! up t.a = /* é */ 1 + ‸sum(b) OVER ()",
                "unsupported-expression | --! up t.a = b +\r\n--!      ‸$1",
                "unused-directive | --! ‸up t.x = 1",
                "unused-directive | --! ‸down s.t.a = 1",
                "unused-directive | --! ‸up u.a = 1",
                "duplicate-expression | --! up t.a = 1\n--! ‸up public.t.\"a\" = 2",
                "duplicate-expression | --! down t.a = 1\n--! ‸down t.A = 2",
                "duplicate-directive | --! retain 1d\n--! ‸retain 2d",
                "duplicate-directive | --! allow x because y\n--! ‸allow x because z",
            })
    void a_bad_directive_is_refused_where_it_stands(String given) {
        var bar = given.indexOf(" | ");
        check(given.substring(0, bar), given.substring(bar + 3) + "\nALTER TABLE t ALTER a TYPE bigint");
    }

    @Test
    void names_that_the_server_would_cut_are_refused() {
        check("name-too-long", "ALTER TABLE t RENAME a TO ‸" + LONG);
        check("name-too-long", "CREATE INDEX ‸\"" + LONG + "\" ON t (a)");
        check("name-too-long", "ALTER TABLE ‸" + LONG + " DROP a");
        check("name-too-long", "ALTER TABLE t DROP a; --! down t.a = ‸" + LONG);
        assertThat(found("ALTER TABLE t RENAME a TO " + "x".repeat(63))).isEmpty();
        check("name-too-long", "ALTER TABLE t RENAME a TO ‸" + "x".repeat(64));
    }

    @Test
    void a_column_is_filled_once() {
        check("duplicate-expression", "UPDATE t SET a = 1; UPDATE t SET ‸a = 2");
        check("duplicate-expression", "UPDATE t SET a = 1; ALTER TABLE t ‸ALTER a TYPE int USING 1");
        check("duplicate-expression", "UPDATE t SET a = 1; --! ‸up t.a = 2");
    }

    @Test
    void all_problems_are_reported_at_once() {
        check(
                "search-path unsupported-clause unsupported-statement unknown-directive syntax-error malformed-directive",
                """
                ‸SET search_path = s;
                ALTER TABLE "ü" ADD c int ‸UNIQUE, ‸ADD CHECK (c > 0); --! ‸nope
                UPDATE t SET = ‸WHERE;
                /* 😀 */ --! retain ‸forever
                """.replace("SET = ‸WHERE", "SET ‸= WHERE"));
        check(
                "syntax-error syntax-error unsupported-statement",
                "ALTER TABEL‸ t DROP a;\r\nDROP INDEX‸ ;\r\n\r\n‸TRUNCATE t".replace("TABEL‸ t", "‸TABEL t"));
    }

    @Test
    void positions_count_utf_16_units() {
        check("unsupported-clause", "/* 😀é */ ALTER TABLE \"😀\" DROP c ‸CASCADE");
        check("syntax-error", "/* 😀é */ ALTER TABLE \"😀\" DROP c ‸😀");
        check("unsupported-clause", "-- 😀\r\n\r\nALTER TABLE t\r\n  ADD \"😀\" int ‸UNIQUE");
    }
}
