package dev.bellows.postgres.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresGrammarTest {
    private final PostgresGrammar grammar = PostgresGrammar.load();

    static List<String> valid() {
        return Corpus.valid();
    }

    static List<Corpus.Broken> broken() {
        return Corpus.broken();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void accepts_what_postgresql_accepts(String sql) throws SyntaxError {
        assertThat(grammar.parse(sql))
                .startsWith("{\"version\":180004,\"stmts\":[{\"stmt\":{")
                .endsWith("}]}");
        assertThat(grammar.scan(sql))
                .startsWith("{\"version\":180004,\"tokens\":[{")
                .endsWith("}]}");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refuses_in_the_servers_words_and_at_its_place(Corpus.Broken broken) {
        var error = refusal(() -> grammar.parse(broken.sql()));
        assertThat(error.message()).isEqualTo(broken.message());
        assertThat(error.position()).isEqualTo(broken.position());
    }

    @Test
    void gives_the_servers_raw_tree() throws SyntaxError {
        assertThat(grammar.parse("ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer"))
                .startsWith(
                        "{\"version\":180004,\"stmts\":[{\"stmt\":{\"AlterTableStmt\":{\"relation\":{\"relname\":\"users\"")
                .contains("\"subtype\":\"AT_AlterColumnType\",\"name\":\"age\"");
    }

    @Test
    void locates_several_statements_by_bytes() throws SyntaxError {
        assertThat(grammar.parse("SELECT 'é'; SELECT 2 ;"))
                .contains("\"stmt_len\":11}")
                .endsWith("\"stmt_location\":13,\"stmt_len\":9}]}");
    }

    @Test
    void scans_comments_and_byte_offsets() throws SyntaxError {
        assertThat(grammar.scan("'é' -- x")).contains("{\"start\":5,\"end\":9,\"text\":\"-- x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";;", "-- only a comment"})
    void an_empty_text_has_no_statements(String sql) throws SyntaxError {
        assertThat(grammar.parse(sql)).isEqualTo("{\"version\":180004,\"stmts\":[]}");
        assertThat(grammar.scan(sql)).startsWith("{\"version\":180004,\"tokens\":[");
        assertThat(grammar.parsePlpgsql(sql)).isEqualTo("{\"plpgsql_funcs\":[]}");
    }

    @Test
    void parses_bodies_of_plpgsql() throws SyntaxError {
        String head = "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS ";
        assertThat(grammar.parsePlpgsql(head + "$$ BEGIN RETURN 1; END $$")).contains("PLpgSQL_stmt_return");
        assertThat(refusal(() -> grammar.parsePlpgsql(head + "$$ BEGIN RETURNS 1 END $$"))
                        .message())
                .contains("end of");
    }

    @Test
    void survives_a_function_body_that_libpg_query_cannot_take() throws SyntaxError {
        assertThatIllegalStateException()
                .isThrownBy(() -> grammar.parsePlpgsql("CREATE FUNCTION f() RETURNS int RETURN 1"))
                .havingCause()
                .withMessage("the parser called assert_fail");
        assertThat(grammar.parse("SELECT 1")).contains("SelectStmt");
    }

    @Test
    void finds_the_place_of_a_scan_error() {
        var error = refusal(() -> grammar.scan("SELECT '😀', 'abc"));
        assertThat(error.message()).isEqualTo("unterminated quoted string at or near \"'abc\"");
        assertThat(error.position()).isEqualTo(14);
    }

    @Test
    void refuses_what_a_c_string_would_cut_off_or_garble() {
        assertThat(refusal(() -> grammar.parse("SELECT 1;\0DROP TABLE t")).position())
                .isEqualTo(10);
        assertThat(refusal(() -> grammar.parse("SELECT '😀\uD83D'")).position()).isEqualTo(11);
    }

    @Test
    void deep_nesting_does_not_depend_on_the_callers_stack() throws InterruptedException {
        var answers = new ArrayList<String>();
        var caller = new Thread(null, () -> answers.add(nested(5_000)), "small stack", 128 << 10);
        caller.start();
        caller.join();
        assertThat(answers).singleElement().asString().startsWith("{\"version\"");
    }

    @Test
    void too_deep_nesting_is_an_error_and_nothing_breaks() throws SyntaxError {
        var error = refusal(() -> grammar.parse("SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000)));
        assertThat(error.message()).isEqualTo("memory exhausted at or near \"(\"");
        assertThat(error.position()).isEqualTo(10_004);
        assertThat(grammar.parse("SELECT 1")).contains("SelectStmt");
    }

    @Test
    void a_text_too_large_is_an_error_and_never_an_empty_answer() throws SyntaxError {
        String large = "SELECT '" + "x".repeat(20 << 20) + "'"; // dies while the tree is written
        String larger = "SELECT '" + "x".repeat(120 << 20) + "'"; // cannot even be passed
        assertThat(refusal(() -> grammar.parse(large)).message()).isEqualTo("out of memory");
        assertThat(refusal(() -> grammar.scan(larger)).message()).isEqualTo("out of memory");
        assertThat(grammar.parse("SELECT 1")).contains("SelectStmt");
    }

    @Test
    void serves_many_threads() throws Exception {
        var expected = new ArrayList<String>();
        for (String sql : Corpus.valid()) {
            expected.add(grammar.parse(sql));
        }
        Callable<List<String>> all = () -> {
            var trees = new ArrayList<String>();
            for (String sql : Corpus.valid()) {
                trees.add(grammar.parse(sql));
            }
            return trees;
        };
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var trees : callers.invokeAll(List.of(all, all, all, all, all, all, all, all))) {
                assertThat(trees.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void an_interrupted_caller_gets_its_answer_and_stays_interrupted() throws SyntaxError {
        Thread.currentThread().interrupt();
        String answer = grammar.parse("SELECT 1");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).contains("SelectStmt");
    }

    private String nested(int depth) {
        try {
            return grammar.parse("SELECT " + "NOT ".repeat(depth) + "true");
        } catch (SyntaxError e) {
            return e.message();
        }
    }

    private interface Refused {
        String get() throws SyntaxError;
    }

    private static SyntaxError refusal(Refused call) {
        return catchThrowableOfType(SyntaxError.class, call::get);
    }
}
