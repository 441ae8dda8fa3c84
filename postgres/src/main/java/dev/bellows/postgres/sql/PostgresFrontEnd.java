package dev.bellows.postgres.sql;

import dev.bellows.dialect.FrontEnd;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Parsed;
import dev.bellows.postgres.grammar.PostgresGrammar;

/**
 * Understands PostgreSQL's SQL with the server's own grammar.
 *
 * <p>An unqualified name means schema {@code public}; the text of an expression, a type or a statement is cut out of the
 * file and never rewritten. IF EXISTS, IF NOT EXISTS and CONCURRENTLY are accepted and change nothing: the plan is made
 * for the state that the catalogue shows. BEGIN and COMMIT around the file, and SET of a timeout, are ignored.
 */
public final class PostgresFrontEnd implements FrontEnd {
    private final Parsing parsing;

    public PostgresFrontEnd(PostgresGrammar grammar) {
        this.parsing = new Parsing(grammar);
    }

    @Override
    public Parsed parse(MigrationFile file) {
        return new FileReader(parsing, file).read();
    }
}
