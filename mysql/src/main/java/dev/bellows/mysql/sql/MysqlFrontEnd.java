package dev.bellows.mysql.sql;

import dev.bellows.dialect.FrontEnd;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Parsed;
import dev.bellows.mysql.grammar.MysqlGrammar;

/**
 * Understands the SQL of MySQL and of MariaDB, each with its own grammar.
 *
 * <p>An unqualified name means the database of the connection. Types, expressions and statements are cut out of the file
 * and never rewritten. IF EXISTS, IF NOT EXISTS, ALGORITHM, LOCK, WAIT and NOWAIT are accepted and change nothing: the
 * plan is made for the state that the catalogue shows, and chooses and demands an algorithm itself. MODIFY and CHANGE
 * become what they mean (a type, NOT NULL or not, a default or none, a comment or none), because the statement says the
 * whole definition anew.
 *
 * <p>A directive begins with {@code -- !}: these servers take {@code --!} for two minus signs and a NOT.
 */
public final class MysqlFrontEnd implements FrontEnd {
    private final MysqlGrammar grammar;
    private final String database;

    /** For files whose unqualified names are tables of this database. */
    public MysqlFrontEnd(MysqlGrammar grammar, String database) {
        this.grammar = grammar;
        this.database = database;
    }

    @Override
    public Parsed parse(MigrationFile file) {
        return new FileReader(grammar, database, file).read();
    }
}
