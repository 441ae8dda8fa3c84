package dev.bellows.postgres.catalog;

import dev.bellows.dialect.CatalogReader;
import dev.bellows.migration.Migration;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.schema.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;

/**
 * Reads PostgreSQL's catalogue with the role of the migration, in one REPEATABLE READ transaction that is rolled back.
 *
 * <p>It takes no lock stronger than ACCESS SHARE on any table but its own temporary ones, and waits for none longer
 * than a second. What the server thinks of an expression or a type change is asked of the server, on empty temporary
 * tables of the same shape.
 */
public final class PostgresCatalogReader implements CatalogReader {
    private static final String CAN_TRY =
            "SELECT has_database_privilege(current_database(), 'TEMPORARY') AND NOT pg_is_in_recovery()";

    private final PostgresGrammar grammar;

    public PostgresCatalogReader(PostgresGrammar grammar) {
        this.grammar = grammar;
    }

    /** The connection must be in autocommit mode, and is again afterwards. */
    @Override
    public Reading read(Connection connection, Migration migration) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalArgumentException("the connection is in a transaction of somebody else");
        }
        connection.setAutoCommit(false);
        try {
            return readWithin(connection, migration);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private Reading readWithin(Connection connection, Migration migration) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("SET LOCAL lock_timeout = '1s'");
            statement.execute("SET LOCAL statement_timeout = '30s'");
        }
        var session = new Session(
                connection, answer(connection, "SHOW search_path"), "t".equals(answer(connection, CAN_TRY)));
        session.withQualifiedNames();
        var server = ServerQueries.server(session);
        var reading = new TableReader(session).read(migration);
        var trials = new MigrationTrials(session, grammar, migration, reading.tables());
        trials.run();
        var problems = reading.problems();
        problems.addAll(trials.problems());
        return new Reading(
                new Catalog(
                        server,
                        reading.tables(),
                        reading.relations(),
                        trials.expressions(),
                        trials.rewrites(),
                        Collections.emptySortedMap()),
                problems);
    }

    private static String answer(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
