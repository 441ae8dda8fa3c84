package dev.bellows.mysql.grammar;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;

/**
 * The grammar of MySQL or of MariaDB, and the reading of scripts that their command-line clients would take.
 *
 * <p>Thread-safe: all callers share one thread that parses. The first statement loads the grammar (up to a second).
 * Nothing here touches a server: names are not looked up. The version does not narrow the grammar, only what versioned
 * comments mean.
 *
 * <p>Where another delimiter than the semicolon lets a piece hold several statements, a syntax error breaks the piece.
 *
 * <p>Known gaps, which the servers accept and the grammars refuse. Both: {@code CONVERT TO CHARACTER SET DEFAULT},
 * {@code RENAME = t}, a column after {@code ORDER BY a DESC,}.
 *
 * <p>MySQL: {@code ALTER CONSTRAINT c [NOT] ENFORCED} (but {@code ALTER CHECK c} is known), {@code ENGINE_ATTRIBUTE} of
 * a column, {@code ADD PARTITION PARTITIONS n}, {@code REORGANIZE PARTITION} without names, {@code INTERSECT},
 * {@code FOR UPDATE SKIP LOCKED}, {@code VALUES ROW(…)}.
 *
 * <p>MariaDB: {@code ADD PERIOD}, {@code ADD} and {@code DROP SYSTEM VERSIONING}, {@code WITHOUT SYSTEM VERSIONING} of a
 * column, {@code ADD CONSTRAINT IF NOT EXISTS}, {@code IF EXISTS} in {@code RENAME INDEX} and {@code ALTER COLUMN},
 * {@code CONVERT PARTITION}, {@code ADD VECTOR INDEX}, {@code COMPRESSED} columns, the type {@code inet6},
 * {@code RETURNING}, a statement that begins with {@code WITH}, {@code IF NOT EXISTS} of a view or a trigger.
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
