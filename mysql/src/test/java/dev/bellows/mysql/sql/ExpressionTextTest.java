package dev.bellows.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.mysql.grammar.MysqlGrammar;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExpressionTextTest {
    private static ExpressionText text(Flavour flavour) {
        return new ExpressionText(MysqlGrammar.of(flavour, flavour == Flavour.MYSQL ? 90_704 : 110_405));
    }

    private static void rewrites(Flavour flavour, String sql, String expected) {
        assertThat(text(flavour).over(sql, column -> "NEW.`" + column.replace("`", "``") + "`"))
                .as("%s: %s", flavour, sql)
                .isEqualTo(expected);
    }

    private static void leaves(Flavour flavour, String sql) {
        rewrites(flavour, sql, sql);
    }

    @ParameterizedTest
    @EnumSource
    void columns_however_they_are_written(Flavour flavour) {
        rewrites(flavour, "a", "NEW.`a`");
        rewrites(flavour, "`a`", "NEW.`a`");
        rewrites(flavour, "t.a", "NEW.`a`");
        rewrites(flavour, "`t`.`a`", "NEW.`a`");
        rewrites(flavour, "db . t . a", "NEW.`a`");
        rewrites(flavour, "`d b`.`t`.`a b`", "NEW.`a b`");
        rewrites(flavour, "`a``b`", "NEW.`a``b`");
        rewrites(flavour, "größe", "NEW.`größe`");
        rewrites(flavour, "a$1", "NEW.`a$1`");
    }

    @ParameterizedTest
    @EnumSource
    void columns_that_are_named_like_words(Flavour flavour) {
        rewrites(flavour, "name = status", "NEW.`name` = NEW.`status`");
        rewrites(flavour, "date", "NEW.`date`");
        rewrites(flavour, "count + x", "NEW.`count` + NEW.`x`");
        rewrites(flavour, "`current_user`", "NEW.`current_user`");
        rewrites(flavour, "t.second", "NEW.`second`");
        rewrites(flavour, "`select` + `from`", "NEW.`select` + NEW.`from`");
    }

    @ParameterizedTest
    @EnumSource
    void columns_at_any_place(Flavour flavour) {
        rewrites(flavour, "-a*b", "-NEW.`a`*NEW.`b`");
        rewrites(flavour, "a+b", "NEW.`a`+NEW.`b`");
        rewrites(flavour, "NOT a AND (b OR `c`)", "NOT NEW.`a` AND (NEW.`b` OR NEW.`c`)");
        rewrites(flavour, "CASE a WHEN 1 THEN b ELSE `c` END", "CASE NEW.`a` WHEN 1 THEN NEW.`b` ELSE NEW.`c` END");
        rewrites(flavour, "CASE WHEN a > 1 THEN b END", "CASE WHEN NEW.`a` > 1 THEN NEW.`b` END");
        rewrites(flavour, "a IN (b, `c`)", "NEW.`a` IN (NEW.`b`, NEW.`c`)");
        rewrites(flavour, "a BETWEEN b AND c", "NEW.`a` BETWEEN NEW.`b` AND NEW.`c`");
        rewrites(flavour, "a LIKE `b`", "NEW.`a` LIKE NEW.`b`");
        rewrites(flavour, "a IS NULL", "NEW.`a` IS NULL");
        rewrites(flavour, "a <=> b", "NEW.`a` <=> NEW.`b`");
        rewrites(flavour, "a REGEXP '^a'", "NEW.`a` REGEXP '^a'");
        rewrites(flavour, "BINARY a", "BINARY NEW.`a`");
        rewrites(flavour, "coalesce(a, `b`, lower(t.c))", "coalesce(NEW.`a`, NEW.`b`, lower(NEW.`c`))");
        rewrites(flavour, "if(a, b, c)", "if(NEW.`a`, NEW.`b`, NEW.`c`)");
        rewrites(flavour, "f(a, db.g(`b`))", "f(NEW.`a`, db.g(NEW.`b`))");
    }

    @ParameterizedTest
    @EnumSource
    void names_of_functions_stay(Flavour flavour) {
        rewrites(flavour, "left(a, 2)", "left(NEW.`a`, 2)");
        rewrites(flavour, "year(year)", "year(NEW.`year`)");
        rewrites(flavour, "trim(BOTH 'x' FROM a)", "trim(BOTH 'x' FROM NEW.`a`)");
        rewrites(flavour, "substring(a FROM 2 FOR 3)", "substring(NEW.`a` FROM 2 FOR 3)");
        rewrites(flavour, "position('x' IN a)", "position('x' IN NEW.`a`)");
        leaves(flavour, "current_timestamp");
        leaves(flavour, "CURRENT_USER");
        leaves(flavour, "now(6)");
        leaves(flavour, "utc_date");
        leaves(flavour, "uuid()");
        leaves(flavour, "`f`(1)");
    }

    @ParameterizedTest
    @EnumSource
    void types_character_sets_and_units_stay(Flavour flavour) {
        rewrites(flavour, "CAST(a AS UNSIGNED)", "CAST(NEW.`a` AS UNSIGNED)");
        rewrites(flavour, "CAST(date AS DATE)", "CAST(NEW.`date` AS DATE)");
        rewrites(flavour, "convert(a, char(10))", "convert(NEW.`a`, char(10))");
        rewrites(flavour, "convert(a USING latin1)", "convert(NEW.`a` USING latin1)");
        rewrites(flavour, "a COLLATE utf8mb4_bin", "NEW.`a` COLLATE utf8mb4_bin");
        rewrites(flavour, "_utf8mb4'a' COLLATE utf8mb4_bin = a", "_utf8mb4'a' COLLATE utf8mb4_bin = NEW.`a`");
        rewrites(flavour, "a + INTERVAL b DAY", "NEW.`a` + INTERVAL NEW.`b` DAY");
        rewrites(flavour, "date_add(a, INTERVAL day DAY)", "date_add(NEW.`a`, INTERVAL NEW.`day` DAY)");
        rewrites(flavour, "extract(YEAR FROM a)", "extract(YEAR FROM NEW.`a`)");
        rewrites(flavour, "timestampdiff(SECOND, a, second)", "timestampdiff(SECOND, NEW.`a`, NEW.`second`)");
        rewrites(flavour, "timestampadd(MINUTE, 1, a)", "timestampadd(MINUTE, 1, NEW.`a`)");
        rewrites(flavour, "get_format(DATE, 'USA')", "get_format(DATE, 'USA')");
    }

    @ParameterizedTest
    @EnumSource
    void strings_and_comments_stay(Flavour flavour) {
        rewrites(
                flavour,
                "concat(a, 'a `a` t.a', \"a\", 'it''s a', 'a\\'a')",
                "concat(NEW.`a`, 'a `a` t.a', \"a\", 'it''s a', 'a\\'a')");
        rewrites(flavour, "a /* a */ + b -- a\n + c # a", "NEW.`a` /* a */ + NEW.`b` -- a\n + NEW.`c` # a");
        leaves(flavour, "x'61' = b'1'");
        leaves(flavour, "NULL");
        leaves(flavour, "TRUE");
        leaves(flavour, "1e3");
    }

    @ParameterizedTest
    @EnumSource
    void paths_of_json(Flavour flavour) {
        rewrites(flavour, "json_extract(a, '$.a')", "json_extract(NEW.`a`, '$.a')");
        if (flavour == Flavour.MYSQL) {
            rewrites(flavour, "a->'$.a'", "NEW.`a`->'$.a'");
            rewrites(flavour, "t.a->>'$.a'", "NEW.`a`->>'$.a'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void functions_that_are_not_the_grammars_own(Flavour flavour) {
        assertThat(text(flavour).foreignFunctions("concat(f(a), `d b`.`g`(h.i(1)))"))
                .containsExactly(List.of("f"), List.of("d b", "g"), List.of("h", "i"));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_no_expression_is_refused(Flavour flavour) {
        for (var sql : List.of("", "a b c", "a)", "a); DROP TABLE t; SELECT (1", "SELECT")) {
            assertThatThrownBy(() -> text(flavour).references(sql))
                    .as(sql)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
