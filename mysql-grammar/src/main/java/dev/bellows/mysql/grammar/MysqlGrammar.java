package dev.bellows.mysql.grammar;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;

/**
 * The grammar of MySQL or of MariaDB, and the reading of scripts that their command-line clients would take.
 *
 * <p>Thread-safe: all callers share one thread that parses. The first statement loads the grammar (about 0.4 s). Nothing
 * here touches a server: names are not looked up.
 */
public final class MysqlGrammar {
    /** How deep a tree may be; a statement that is nested deeper is a syntax error. A reader may recurse this far. */
    public static final int MAX_DEPTH = 3_000;

    private final Versions versions;

    private MysqlGrammar(Versions versions) {
        this.versions = versions;
    }

    /**
     * The grammar for a server. Cheap: the grammar is loaded by the first question.
     *
     * @param serverVersion decides which versioned comments are code: 80015 is 8.0.15, 101118 is 10.11.18
     */
    public static MysqlGrammar of(Flavour flavour, int serverVersion) {
        return new MysqlGrammar(new Versions(flavour, serverVersion));
    }

    /** Takes a script apart. A syntax error in one statement does not hide the others. */
    public Script parse(String text) {
        requireNonNull(text);
        return ParserThread.SHARED.run(() -> read(text));
    }

    private Script read(String text) {
        var split = Splitter.split(text, versions);
        var grammar = Grammar.of(versions.flavour());
        var statements = new ArrayList<Statement>();
        for (var piece : split.pieces()) {
            statements.addAll(Reading.of(grammar, text, split.code(), piece));
        }
        return new Script(text, statements, split.comments());
    }
}
