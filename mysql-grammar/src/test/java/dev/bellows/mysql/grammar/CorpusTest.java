package dev.bellows.mysql.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusTest {
    static List<String> both() {
        return Corpus.lines("both.sql");
    }

    static List<String> mysql() {
        return Corpus.lines("mysql.sql");
    }

    static List<String> mariadb() {
        return Corpus.lines("mariadb.sql");
    }

    static List<String> broken() {
        return Corpus.lines("broken.sql");
    }

    static List<String> gaps() {
        return Corpus.lines("gaps.txt");
    }

    @ParameterizedTest
    @MethodSource("both")
    void both_understand_what_both_servers_know(String sql) {
        for (var grammar : List.of(Corpus.MYSQL, Corpus.MARIADB)) {
            var script = grammar.parse(sql);
            assertThat(script.statements()).singleElement().isInstanceOf(Statement.Understood.class);
            assertThat(script.text(Corpus.tree(grammar, sql))).isEqualTo(sql);
        }
    }

    @ParameterizedTest
    @MethodSource("mysql")
    void mysql_understands_its_own_forms(String sql) {
        assertThat(Corpus.tree(Corpus.MYSQL, sql).end()).isEqualTo(sql.length());
    }

    @ParameterizedTest
    @MethodSource("mariadb")
    void mariadb_understands_its_own_forms_and_mysql_refuses_them(String sql) {
        assertThat(Corpus.tree(Corpus.MARIADB, sql).end()).isEqualTo(sql.length());
        assertThat(Corpus.error(Corpus.MYSQL, sql).offset()).isLessThanOrEqualTo(sql.length());
    }

    @ParameterizedTest
    @MethodSource("broken")
    void both_refuse_nonsense_in_a_few_words(String sql) {
        for (var grammar : List.of(Corpus.MYSQL, Corpus.MARIADB)) {
            var error = Corpus.error(grammar, sql);
            assertThat(error.offset()).isBetween(0, sql.length());
            assertThat(error.message()).hasSizeLessThan(120).doesNotContain("{");
        }
    }

    /** The list in the Javadoc of MysqlGrammar: what turns up as understood here can be taken from there. */
    @ParameterizedTest
    @MethodSource("gaps")
    void known_gaps_are_still_gaps(String line) {
        var grammar = line.startsWith("MYSQL ") ? Corpus.MYSQL : Corpus.MARIADB;
        assertThat(Corpus.only(grammar, line.substring(line.indexOf(' ') + 1))).isInstanceOf(Statement.Broken.class);
    }
}
