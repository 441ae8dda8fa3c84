package dev.bellows.mysql.catalog;

import dev.bellows.dialect.CatalogReader;
import dev.bellows.migration.Migration;
import dev.bellows.migration.Problem;
import dev.bellows.mysql.grammar.MysqlGrammar;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.schema.Alteration;
import dev.bellows.schema.AlterationCost;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.Table.Access;
import dev.bellows.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the dictionary of MySQL or MariaDB with the role of the migration, and waits for no lock longer than a second.
 *
 * <p>What the server thinks of an expression is asked on empty temporary tables of the same shape, what it thinks of an
 * ALTER TABLE on an empty table of its own ({@link AlterTrial}). The settings of the session are as before afterwards.
 */
public final class MysqlCatalogReader implements CatalogReader {
    private final ExpressionText text;
    private final String database;
    private final Alterations alterations;

    /**
     * For migrations whose state is kept beside a database.
     *
     * @param alterations what a plan may contain, which the server is asked about
     */
    public MysqlCatalogReader(MysqlGrammar grammar, String database, Alterations alterations) {
        this.text = new ExpressionText(grammar);
        this.database = database;
        this.alterations = alterations;
    }

    /** The connection must be in autocommit mode. */
    @Override
    public Reading read(Connection connection, Migration migration) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalArgumentException("the connection is in a transaction of somebody else");
        }
        var version = ServerVersion.of(Rows.text(connection, "SELECT version()"));
        var session = new Session(connection, version);
        var tooOld = new ServerChecks(session).age();
        if (tooOld.isPresent()) {
            var nothing = new TableReader.Found(new TreeMap<>(), new TreeSet<>(), List.of());
            var untried = new MigrationTrials(session, text, migration, nothing.tables());
            return new Reading(catalog(version, nothing, untried, new TreeMap<>()), List.of(tooOld.get()));
        }
        try (var _ = ReadingSettings.in(session)) {
            return read(session, migration);
        }
    }

    private Reading read(Session session, Migration migration) throws SQLException {
        var checks = new ServerChecks(session);
        var problems = new ArrayList<Problem>(checks.problems());
        var access = access(session, migration, problems);
        var found = new TableReader(session, access).read(migration);
        problems.addAll(found.problems());
        var trials = new MigrationTrials(session, text, migration, found.tables());
        if (access.values().stream().allMatch(Access.FULL::equals)) {
            trials.run();
            problems.addAll(trials.problems());
        }
        if (problems.isEmpty()) {
            problems.addAll(
                    new RowVersions(session).problems(migration, found.tables().values()));
        }
        var costs = new AlterationTrials(session.connection(), alterations);
        if (problems.isEmpty()) {
            costs.run(migration, found.tables().values(), known -> catalog(session.version(), found, trials, known));
            problems.addAll(costs.problems());
        }
        return new Reading(catalog(session.version(), found, trials, costs.costs()), problems);
    }

    private Map<String, Access> access(Session session, Migration migration, List<Problem> problems)
            throws SQLException {
        var privileges = new Privileges(session);
        var access = new TreeMap<String, Access>();
        for (var schema : schemas(migration)) {
            var missing = privileges.missing(schema);
            access.put(schema, missing.isEmpty() ? Access.FULL : Access.NOT_OWNER);
            problems.addAll(missing);
            privileges.triggers(schema).ifPresent(problems::add);
        }
        problems.addAll(privileges.missingForState("bellows_" + database));
        return access;
    }

    private static TreeSet<String> schemas(Migration migration) {
        var schemas = new TreeSet<String>();
        migration.tables().stream().map(TableName::schema).forEach(schemas::add);
        return schemas;
    }

    private static Catalog catalog(
            ServerVersion version,
            TableReader.Found found,
            MigrationTrials trials,
            SortedMap<Alteration, AlterationCost> costs) {
        return new Catalog(
                version.server(), found.tables(), found.relations(), trials.expressions(), trials.rewrites(), costs);
    }
}
