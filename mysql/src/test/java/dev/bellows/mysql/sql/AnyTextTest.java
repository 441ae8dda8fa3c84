package dev.bellows.mysql.sql;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.bellows.migration.MigrationFile;
import dev.bellows.mysql.grammar.Flavour;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the text is, the answer is a migration or problems, never an exception. */
final class AnyTextTest {
    private static final int ROUNDS = 1_500;
    private static final List<String> SEEDS = List.of(
            "-- ! down t.a = concat(b, 'x')\nALTER TABLE t ADD COLUMN b text CHARACTER SET utf8mb4 NOT NULL FIRST, DROP a;",
            "UPDATE s.t SET a = CASE WHEN b THEN 1 ELSE 2 END WHERE a IS NULL; -- ! retain 7d\n",
            "CREATE UNIQUE INDEX i USING BTREE ON t (lower(a), (b + 1), c(3) DESC) COMMENT 'x' LOCK=NONE;",
            "ALTER TABLE t CHANGE a b enum('x', 'y') DEFAULT 'x' COMMENT 'é', ADD UNIQUE KEY k (a), RENAME COLUMN c TO d",
            "DELIMITER //\nALTER TABLE `a b`.`c` MODIFY d timestamp(6) NULL ON UPDATE CURRENT_TIMESTAMP(6)//\n",
            "CREATE TABLE t (a int REFERENCES b (c), d text CHECK (d <> '')) /*!50500 ENGINE=InnoDB */;\r\n");
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            ",",
            ";",
            "'",
            "\"",
            "`",
            "--",
            "-- !",
            "#",
            "/*",
            "*/",
            "/*!",
            "\n",
            "\r\n",
            "=",
            ".",
            "é",
            "😀",
            "\0",
            "\ud800",
            " NULL ",
            " SET ",
            " WHERE ",
            " DEFAULT ",
            " COLLATE ",
            " up ",
            "\\",
            "*",
            "@",
            " ADD ",
            " ALTER ",
            " UPDATE ",
            " SELECT ",
            "-- !   ",
            "%",
            " COLUMN ",
            " INDEX ",
            " ON ",
            " IS ",
            "DELIMITER ",
            " COMMENT ");

    @ParameterizedTest
    @EnumSource
    void mutated_text_is_answered(Flavour flavour) {
        var frontEnd = Files.frontEnd(flavour);
        var random = new Random(42);
        for (var round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
            for (var change = random.nextInt(4); change >= 0; change--) {
                var at = random.nextInt(text.length() + 1);
                if (random.nextBoolean()) {
                    text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                } else {
                    text.delete(at, Math.min(text.length(), at + random.nextInt(8)));
                }
            }
            var mutated = text.toString();
            assertThatCode(() -> frontEnd.parse(MigrationFile.named("V1__x.sql", mutated)))
                    .as(mutated)
                    .doesNotThrowAnyException();
        }
    }
}
