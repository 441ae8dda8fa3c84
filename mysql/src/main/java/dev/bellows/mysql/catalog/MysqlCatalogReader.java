package dev.bellows.mysql.catalog;

import dev.bellows.dialect.CatalogReader;
import dev.bellows.migration.Migration;
import dev.bellows.migration.Problem;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.Table.Access;
import dev.bellows.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the dictionary of MySQL or MariaDB with the role of the migration, and waits for no lock longer than a second. */
public final class MysqlCatalogReader implements CatalogReader {
    private final String database;

    /** For a migration whose state is kept beside this database. */
    public MysqlCatalogReader(String database) {
        this.database = database;
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
            return new Reading(catalog(version, nothing()), List.of(tooOld.get()));
        }
        try (var _ = ReadingSettings.in(session)) {
            return read(session, migration);
        }
    }

    private static TableReader.Found nothing() {
        return new TableReader.Found(Collections.emptySortedMap(), Collections.emptySortedSet(), List.of());
    }

    private Reading read(Session session, Migration migration) throws SQLException {
        var checks = new ServerChecks(session);
        var problems = new ArrayList<Problem>(checks.problems());
        var access = access(session, migration, problems);
        var found = new TableReader(session, access).read(migration);
        problems.addAll(found.problems());
        return new Reading(catalog(session.version(), found), problems);
    }

    private Map<String, Access> access(Session session, Migration migration, List<Problem> problems)
            throws SQLException {
        var privileges = new Privileges(session);
        var access = new TreeMap<String, Access>();
        for (var schema : schemas(migration)) {
            var missing = privileges.missing(schema);
            access.put(schema, missing.isEmpty() ? Access.FULL : Access.NOT_OWNER);
            problems.addAll(missing);
        }
        problems.addAll(privileges.missingForState("bellows_" + database));
        return access;
    }

    private static TreeSet<String> schemas(Migration migration) {
        var schemas = new TreeSet<String>();
        migration.tables().stream().map(TableName::schema).forEach(schemas::add);
        return schemas;
    }

    private static Catalog catalog(ServerVersion version, TableReader.Found found) {
        return new Catalog(
                new Catalog.Server(version.product(), version.major(), version.text(), List.of()),
                found.tables(),
                found.relations(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap());
    }
}
