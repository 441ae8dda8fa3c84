package dev.bellows.mysql.grammar;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The statements of the test resources, one a line, and the grammars they are read with. */
final class Corpus {
    static final MysqlGrammar MYSQL = MysqlGrammar.of(Flavour.MYSQL, 80403);
    static final MysqlGrammar MARIADB = MysqlGrammar.of(Flavour.MARIADB, 110405);

    private Corpus() {}

    static List<String> lines(String name) {
        try (var in = Corpus.class.getResourceAsStream(name)) {
            return new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Statement only(MysqlGrammar grammar, String sql) {
        var statements = grammar.parse(sql).statements();
        if (statements.size() != 1) {
            throw new AssertionError("one statement expected: " + statements);
        }
        return statements.getFirst();
    }

    static Node.Rule tree(MysqlGrammar grammar, String sql) {
        return switch (only(grammar, sql)) {
            case Statement.Understood understood -> understood.tree();
            case Statement.Broken broken -> throw new AssertionError(sql + ": " + broken.error());
        };
    }

    static SyntaxError error(MysqlGrammar grammar, String sql) {
        return switch (only(grammar, sql)) {
            case Statement.Understood understood -> throw new AssertionError(sql + ": " + understood.tree());
            case Statement.Broken broken -> broken.error();
        };
    }
}
