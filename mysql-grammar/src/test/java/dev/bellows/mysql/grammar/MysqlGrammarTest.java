package dev.bellows.mysql.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlGrammarTest {
    private static final List<MysqlGrammar> BOTH = List.of(Corpus.MYSQL, Corpus.MARIADB);

    @Test
    void a_tree_is_named_after_its_statement_and_its_clauses() {
        for (var grammar : BOTH) {
            var tree =
                    Corpus.tree(grammar, "ALTER TABLE t ADD a int NOT NULL AFTER b, DROP COLUMN c, ALGORITHM=INSTANT");
            assertThat(tree.name()).isEqualTo("alterTable");
            assertThat(tree.children().stream().filter(Node.Rule.class::isInstance))
                    .extracting(Node::name)
                    .containsExactly("tableName", "alterByAddColumn", "alterByDropColumn", "alterBySetAlgorithm");
            var add = tree.child("alterByAddColumn").orElseThrow();
            assertThat(add.has("AFTER")).isTrue();
            assertThat(add.has("FIRST")).isFalse();
            assertThat(add.children("uid")).hasSize(2);
            assertThat(add.child("columnDefinition").orElseThrow().child("nullColumnConstraint"))
                    .isPresent();
            assertThat(tree.descendants("uid")).hasSize(4);
            assertThat(tree.first("nullNotnull").orElseThrow().tokens())
                    .extracting(Node.Token::text)
                    .containsExactly("NOT", "NULL");
        }
    }

    @Test
    void the_same_clause_has_the_same_name_in_both() {
        for (var grammar : BOTH) {
            assertThat(Corpus.tree(grammar, "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4")
                            .child("alterByConvertCharset"))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE größe ADD straße varchar(3) DEFAULT 'é😀' COMMENT '😀'",
                "-- 😀 é\nALTER TABLE größe /* 😀 */ ADD `a😀` int",
                "/*!50503 ALTER TABLE t ADD größe int */",
                "SELECT '😀'; DELIMITER 😀\nALTER TABLE t ADD b int😀 SELECT a FROM t😀",
                "SELECT '😀', 5--5 - - -1, a-- b\n, c"
            })
    void each_node_is_what_was_written(String text) {
        for (var grammar : BOTH) {
            var script = grammar.parse(text);
            assertThat(script.statements())
                    .isNotEmpty()
                    .allSatisfy(statement -> assertThat(statement)
                            .isInstanceOfSatisfying(
                                    Statement.Understood.class,
                                    understood -> assertPlaces(
                                            script, understood.tree(), understood.start(), understood.end())));
        }
    }

    private static void assertPlaces(Script script, Node node, int from, int to) {
        assertThat(node.start()).isBetween(from, to);
        assertThat(node.end()).isBetween(node.start(), to);
        switch (node) {
            case Node.Token token -> assertThat(script.text(token)).isEqualTo(token.text());
            case Node.Rule rule -> {
                int at = rule.start();
                for (var child : rule.children()) {
                    assertPlaces(script, child, at, rule.end());
                    at = child.end();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ALTER TABLE t ADD a int foo|24|unexpected foo",
                "ALTER TABLE t COMMENT '😀' foo|27|unexpected foo",
                "SELECT 1 FROM|13|the statement ends too early",
                "ALTER TABLE t RENAME COLUMN a b|30|unexpected b"
            })
    void says_what_is_unexpected_and_where(String sql, int offset, String message) {
        for (var grammar : BOTH) {
            assertThat(Corpus.error(grammar, sql)).isEqualTo(new SyntaxError(offset, message));
        }
    }

    @Test
    void a_character_that_the_grammar_does_not_know_is_an_error() {
        for (var grammar : BOTH) {
            assertThat(Corpus.error(grammar, "SELECT \u0001 1"))
                    .isEqualTo(new SyntaxError(7, "unexpected character \u0001"));
        }
    }

    @Test
    void one_broken_statement_does_not_hide_the_others() {
        for (var grammar : BOTH) {
            assertThat(grammar.parse("SELECT 1; SELEC 2; SELECT 3;").statements())
                    .extracting(Object::getClass)
                    .containsExactly(Statement.Understood.class, Statement.Broken.class, Statement.Understood.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void garbage_never_throws(Flavour flavour) {
        var grammar = MysqlGrammar.of(flavour, 110405);
        var random = new Random(20261128);
        var words = new ArrayList<>(List.of(
                "'",
                "\"",
                "`",
                "\\",
                "/*",
                "*/",
                "/*!",
                "/*!50001",
                "/*M!",
                "--",
                "-- ",
                "#",
                ";",
                "//",
                "\n",
                "\nDELIMITER ",
                "(",
                ")",
                ",",
                "é",
                "😀",
                "\uD83D",
                "\u0000",
                "@",
                "@@",
                "0x",
                "1e",
                ".",
                "=",
                ":=",
                "->",
                "\\N",
                "N'"));
        Corpus.lines("both.sql").forEach(line -> words.addAll(List.of(line.split(" "))));
        for (int i = 0; i < 300; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(25); n >= 0; n--) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
            }
            var script = grammar.parse(text.toString());
            assertThat(script.statements())
                    .allSatisfy(statement -> assertThat(script.text(statement)).isNotBlank());
        }
    }

    @Test
    void parentheses_up_to_a_hundred_are_understood() {
        for (var grammar : BOTH) {
            String sql = "ALTER TABLE t ADD CHECK (" + "(".repeat(100) + "a > 1" + ")".repeat(100) + ")";
            assertThat(Corpus.tree(grammar, sql).end()).isEqualTo(sql.length());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 50_000})
    void deep_nesting_is_an_error(int depth) {
        for (var grammar : BOTH) {
            for (String sql : List.of(
                    "SELECT " + "(".repeat(depth) + "1" + ")".repeat(depth),
                    "SELECT " + "NOT ".repeat(depth) + "1",
                    "SELECT " + "- ".repeat(depth) + "1")) {
                assertThat(Corpus.error(grammar, sql).message()).isEqualTo("the statement is nested too deeply");
            }
        }
    }

    @Test
    void long_lists_are_not_deep() {
        for (var grammar : BOTH) {
            assertThat(Corpus.tree(grammar, "SELECT a FROM t WHERE a IN (1" + ", 2".repeat(5_000) + ")")
                            .name())
                    .isEqualTo("simpleSelect");
        }
    }

    @Test
    void serves_two_threads_at_once() throws Exception {
        for (var grammar : BOTH) {
            String text = String.join(";\n", Corpus.lines("both.sql"));
            var expected = grammar.parse(text);
            Callable<Script> again = () -> grammar.parse(text);
            try (var callers = Executors.newFixedThreadPool(2)) {
                for (var script : callers.invokeAll(List.of(again, again))) {
                    assertThat(script.get()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void an_interrupted_caller_gets_its_answer_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        var script = Corpus.MYSQL.parse("SELECT 1");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(script.statements()).hasSize(1);
    }
}
