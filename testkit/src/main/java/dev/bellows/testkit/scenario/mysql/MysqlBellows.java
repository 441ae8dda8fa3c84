package dev.bellows.testkit.scenario.mysql;

import dev.bellows.Bellows;
import dev.bellows.dialect.Dialect;
import dev.bellows.listen.RunListener;
import dev.bellows.mysql.MysqlDialect;
import dev.bellows.mysql.catalog.MysqlCatalogReader;
import dev.bellows.mysql.catalog.ServerVersion;
import dev.bellows.mysql.plan.MysqlPlanner;
import dev.bellows.mysql.plan.PlannedAlterations;
import dev.bellows.mysql.session.MysqlSessions;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.mysql.sql.MysqlFrontEnd;
import dev.bellows.testkit.scenario.BellowsOn;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Bellows on MySQL and MariaDB, as the command line wires it. The only place of the harness that knows the dialect. */
public final class MysqlBellows {
    private MysqlBellows() {}

    /** With an address for the role of Bellows, and the name of the database that it changes. */
    public static Bellows at(String url, String database, RunListener listener) {
        try {
            return BellowsOn.with(dialect(url, database), listener);
        } catch (SQLException e) {
            throw new IllegalStateException("the server does not say which one it is", e);
        }
    }

    private static Dialect dialect(String url, String database) throws SQLException {
        var sessions = new MysqlSessions(() -> DriverManager.getConnection(url));
        var grammar = version(sessions).grammar();
        var expressions = new ExpressionText(grammar);
        return MysqlDialect.of(
                sessions,
                new MysqlFrontEnd(grammar, database),
                new MysqlCatalogReader(grammar, database, new PlannedAlterations(expressions)),
                new MysqlPlanner(expressions),
                database);
    }

    private static ServerVersion version(MysqlSessions sessions) throws SQLException {
        try (var connection = sessions.open();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT version()")) {
            row.next();
            return ServerVersion.of(row.getString(1));
        }
    }
}
