package dev.bellows.mysql.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionedCommentTest {
    @ParameterizedTest
    @CsvSource({
        "MYSQL,   80015,  /*! b */,        true",
        "MYSQL,   80015,  /*!50503 b */,   true",
        "MYSQL,   80015,  /*!80015 b */,   true",
        "MYSQL,   80015,  /*!80016 b */,   false",
        "MYSQL,   80015,  /*!080015 b */,  true",
        "MYSQL,   80015,  /*!100000 b */,  false",
        "MYSQL,   90704,  /*!90704 b*/,    true",
        "MYSQL,   80015,  /*M! b */,       false",
        "MYSQL,   80015,  /*M!50503 b */,  false",
        "MYSQL,   80015,  /*+ b */,        false",
        "MARIADB, 101118, /*! b */,        true",
        "MARIADB, 101118, /*!50699 b */,   true",
        "MARIADB, 101118, /*!50700 b */,   false",
        "MARIADB, 101118, /*!80000 b */,   false",
        "MARIADB, 101118, /*!99999 b */,   false",
        "MARIADB, 101118, /*!100000 b */,  true",
        "MARIADB, 101118, /*!101118 b */,  true",
        "MARIADB, 101118, /*!101119 b */,  false",
        "MARIADB, 101118, /*M! b */,       true",
        "MARIADB, 101118, /*M!50700 b */,  true",
        "MARIADB, 101118, /*M!101118 b */, true",
        "MARIADB, 101118, /*M!110000 b */, false",
        "MARIADB, 101118, /*m! b */,       false"
    })
    void are_code_where_the_server_runs_them(Flavour flavour, int version, String comment, boolean code) {
        String text = "SELECT a AS " + comment + ";";
        var script = MysqlGrammar.of(flavour, version).parse(text);
        assertThat(script.comments()).hasSize(code ? 0 : 1);
        var statement = script.statements().getFirst();
        if (code) {
            assertThat(statement).isInstanceOf(Statement.Understood.class);
            assertThat(script.text(statement)).isEqualTo("SELECT a AS " + comment);
        } else {
            assertThat(statement).isInstanceOf(Statement.Broken.class);
        }
    }

    @Test
    void a_statement_can_be_written_in_pieces_as_a_dump_does() {
        String trigger = "/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER tr BEFORE INSERT ON t"
                + " FOR EACH ROW BEGIN SET NEW.a = 1; /* why */ END */";
        var script =
                Corpus.MARIADB.parse("/*!40101 SET NAMES utf8mb4 */;\nDELIMITER ;;\n" + trigger + ";;\nDELIMITER ;");
        assertThat(script.statements()).allMatch(Statement.Understood.class::isInstance);
        assertThat(script.statements())
                .extracting(script::text)
                .containsExactly("/*!40101 SET NAMES utf8mb4 */", trigger);
        assertThat(script.comments())
                .singleElement()
                .extracting(Comment::content)
                .isEqualTo("why");
    }

    @Test
    void one_that_is_not_run_may_contain_a_comment() {
        var script = Corpus.MYSQL.parse("SELECT 1 /*!99999 a /* b */ c; */; SELECT 2");
        assertThat(script.statements()).hasSize(2).allMatch(Statement.Understood.class::isInstance);
        assertThat(script.comments()).extracting(Comment::text).containsExactly("/*!99999 a /* b */ c; */");
    }

    @Test
    void a_delimiter_inside_one_that_is_run_leaves_it_open() {
        var statements =
                Corpus.MYSQL.parse("/*!50001 SELECT 1; SELECT 2 */; SELECT 3").statements();
        assertThat(statements).hasSize(3);
        assertThat(statements.subList(0, 2)).allMatch(Statement.Broken.class::isInstance);
        assertThat(statements.getLast()).isInstanceOf(Statement.Understood.class);
    }

    @Test
    void a_version_must_look_like_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MysqlGrammar.of(Flavour.MYSQL, 84))
                .withMessageContaining("80015");
    }
}
