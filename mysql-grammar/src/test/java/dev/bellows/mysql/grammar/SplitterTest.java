package dev.bellows.mysql.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
    private static final String TRIGGER =
            "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; SET NEW.b = ';'; END";

    private static List<String> pieces(Versions versions, String text) {
        return Splitter.split(text, versions).pieces().stream()
                .map(piece -> text.substring(piece.start(), piece.end()))
                .toList();
    }

    private static List<String> mysql(String text) {
        return pieces(new Versions(Flavour.MYSQL, 80403), text);
    }

    private static List<String> texts(MysqlGrammar grammar, String text) {
        var script = grammar.parse(text);
        return script.statements().stream().map(script::text).toList();
    }

    @Test
    void a_semicolon_in_quotes_or_comments_ends_nothing() {
        assertThat(mysql("a ';' b; \"x;\"\";\" c; `;``;`; d # ;\n e; f -- ;\n; g /* ; */ h;"))
                .containsExactly("a ';' b", "\"x;\"\";\" c", "`;``;`", "d # ;\n e", "f", "g /* ; */ h");
    }

    @Test
    void a_backslash_escapes_in_strings_and_not_in_names() {
        assertThat(mysql("'\\';' ; \"\\\";\" ; `\\`;x")).containsExactly("'\\';'", "\"\\\";\"", "`\\`", "x");
    }

    @Test
    void two_dashes_are_a_comment_only_before_a_blank() {
        assertThat(mysql("SELECT 5--5; SELECT 1 --\n; SELECT 2 --\t;\n;--"))
                .containsExactly("SELECT 5--5", "SELECT 1", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", ";;", "-- x", "/* x */;", "# x\n;", "/*+ hint */", "/*!50001 */;", "\uFEFF"})
    void nothing_but_comments_is_no_statement(String text) {
        assertThat(mysql(text)).isEmpty();
    }

    @Test
    void a_delimiter_line_lets_a_body_contain_semicolons() {
        String text = "SELECT 1;\n delimiter //\n" + TRIGGER + " //\nDELIMITER ;\nSELECT 2; DELIMITER $$\nSELECT 3$$";
        for (var grammar : List.of(Corpus.MYSQL, Corpus.MARIADB)) {
            assertThat(texts(grammar, text)).containsExactly("SELECT 1", TRIGGER, "SELECT 2", "SELECT 3");
            assertThat(grammar.parse(text).statements()).allMatch(Statement.Understood.class::isInstance);
        }
    }

    @Test
    void a_semicolon_before_another_delimiter_is_left_out_and_divides() {
        assertThat(texts(Corpus.MYSQL, "DELIMITER //\n" + TRIGGER + ";\n//\nSELECT 1; SELECT 2//"))
                .containsExactly(TRIGGER, "SELECT 1", "SELECT 2");
    }

    @Test
    void the_word_delimiter_inside_a_statement_is_a_name() {
        assertThat(mysql("SELECT\ndelimiter FROM t; SELECT 2;"))
                .containsExactly("SELECT\ndelimiter FROM t", "SELECT 2");
    }

    @Test
    void a_delimiter_line_without_a_delimiter_is_an_error_of_its_own() {
        var statements = Corpus.MYSQL.parse("DELIMITER \nSELECT 1;").statements();
        assertThat(statements).hasSize(2);
        assertThat(statements.getFirst()).isInstanceOf(Statement.Broken.class);
        assertThat(statements.getLast()).isInstanceOf(Statement.Understood.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1; SELECT 'a;|17",
                "SELECT 1; SELECT \"a\\\";|17",
                "SELECT 1; SELECT `a;|17",
                "SELECT 1; SELECT /* a;|17",
                "SELECT 1; /* a;|10",
                "SELECT 1; SELECT /*!50001 a|17",
                "SELECT 1; SELECT /*!99999 a;|17"
            })
    void what_is_never_closed_is_an_error_where_it_opens(String text, int offset) {
        var statements = Corpus.MYSQL.parse(text).statements();
        assertThat(statements).hasSize(2);
        assertThat(statements.getLast()).isInstanceOfSatisfying(Statement.Broken.class, broken -> {
            assertThat(broken.error().offset()).isEqualTo(offset);
            assertThat(broken.error().message()).contains("is not closed");
        });
    }

    @Test
    void comments_come_in_order_with_their_places() {
        String text = "-- one\nSELECT /*+ two */ 1 # three\n; /* four\n */ /*!99999 five */";
        var comments = Corpus.MYSQL.parse(text).comments();
        assertThat(comments)
                .extracting(Comment::content)
                .containsExactly("one", "+ two", "three", "four", "!99999 five");
        assertThat(comments)
                .allSatisfy(comment ->
                        assertThat(comment.text()).isEqualTo(text.substring(comment.start(), comment.end())));
        assertThat(comments.getFirst().kind()).isEqualTo(Comment.Kind.LINE);
        assertThat(comments.getLast().kind()).isEqualTo(Comment.Kind.BLOCK);
    }
}
