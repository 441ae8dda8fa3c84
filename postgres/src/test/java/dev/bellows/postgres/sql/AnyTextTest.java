package dev.bellows.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Parsed;
import dev.bellows.postgres.grammar.PostgresGrammar;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text is, the answer is a migration or problems, never an exception. */
final class AnyTextTest {
    private static final PostgresFrontEnd FRONT_END = new PostgresFrontEnd(PostgresGrammar.load());
    private static final int ROUNDS = 3_000;
    private static final List<String> SEEDS = List.of(
            "--! down t.a = b || 'x'\nALTER TABLE t ADD COLUMN b text COLLATE \"C\" DEFAULT 'é' NOT NULL, DROP COLUMN a;",
            "UPDATE s.t SET a = CASE WHEN b THEN 1 ELSE 2 END, c = $q$x$q$ WHERE a IS NULL; --! retain 7d\n",
            "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING btree (lower(a), (b + 1)) WHERE c > 0;",
            "DROP INDEX CONCURRENTLY a, s.b; COMMENT ON COLUMN s.t.c IS 'x'; ALTER TABLE t RENAME a TO b;",
            "BEGIN; SET lock_timeout = 1; ALTER TABLE t ALTER a TYPE int USING a::int, ALTER b SET DEFAULT 1; COMMIT",
            "CREATE TABLE t (a int REFERENCES b, c text CHECK (c <> ''));\r\n--! up t.c =\r\n--!    a::text\r\n");
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "[",
            "]",
            ",",
            ";",
            "'",
            "\"",
            "$$",
            "--",
            "--!",
            "/*",
            "*/",
            "\n",
            "\r\n",
            "=",
            ".",
            "::",
            "é",
            "😀",
            "\0",
            "\ud800",
            " NULL ",
            " SET ",
            " WHERE ",
            " USING ",
            " DEFAULT ",
            " COLLATE ",
            " up ",
            "U&\"",
            "E'\\",
            "*",
            " ONLY ",
            " ADD ",
            " ALTER ",
            " UPDATE ",
            " SELECT ",
            "--!   ",
            "%",
            " COLUMN ",
            " INDEX ",
            " ON ",
            " IS ");

    private static void parse(String text) {
        assertThatCode(() -> {
                    var parsed = FRONT_END.parse(MigrationFile.named("V1__x.sql", text));
                    assertThat(parsed).isInstanceOf(Parsed.class);
                })
                .as(text)
                .doesNotThrowAnyException();
    }

    @Test
    void mutated_text_is_answered() {
        var random = new Random(42);
        for (var round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
            for (var change = random.nextInt(6); change >= 0; change--) {
                mutate(text, random);
            }
            parse(text.toString());
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        var at = random.nextInt(text.length() + 1);
        var end = Math.min(text.length(), at + random.nextInt(12));
        switch (random.nextInt(4)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 2 -> text.insert(at, text.substring(at, end));
            default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        }
    }

    @Test
    void random_text_is_answered() {
        var random = new Random(7);
        for (var round = 0; round < ROUNDS / 3; round++) {
            var text = new StringBuilder();
            for (var pieces = random.nextInt(30); pieces >= 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            parse(text.toString());
        }
    }

    @Test
    void deep_text_is_answered() {
        parse("UPDATE t SET a = " + "(".repeat(500) + "1" + ")".repeat(500));
        parse("UPDATE t SET a = " + "-(".repeat(2_000) + "1" + ")".repeat(2_000));
        parse("UPDATE t SET a = " + "(".repeat(50_000));
        parse("--! up t.a = " + "f(".repeat(3_000) + "1" + ")".repeat(3_000));
    }
}
