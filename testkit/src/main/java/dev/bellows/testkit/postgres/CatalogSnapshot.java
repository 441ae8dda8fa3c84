package dev.bellows.testkit.postgres;

import dev.bellows.testkit.server.LineDifference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Everything in the catalogue that a schema dump would show, as sorted lines without object identifiers and without the
 * order of columns. More than a dump, it shows indexes that are not valid. Security labels, the settings of databases
 * and roles and the inside of operators, casts and text search configurations are not in it.
 */
public record CatalogSnapshot(List<String> lines) {
    /** What Bellows keeps for itself. */
    public static final Set<String> BELLOWS = Set.of("bellows");

    public CatalogSnapshot {
        lines = List.copyOf(lines);
    }

    /** Reads a database as the superuser, without the schema of Bellows. */
    public static CatalogSnapshot of(PostgresDatabase database) throws SQLException {
        try (var connection = database.connection()) {
            return of(connection, BELLOWS);
        }
    }

    /** Reads in one read-only transaction on a connection that is in no transaction. */
    public static CatalogSnapshot of(Connection connection, Set<String> hiddenSchemas) throws SQLException {
        try (var reading = SnapshotTransaction.begin(connection, hiddenSchemas)) {
            var version = connection.getMetaData().getDatabaseMajorVersion();
            var lines = new ArrayList<String>();
            for (var query : CatalogQueries.ALL.queries()) {
                if (version >= query.since()) {
                    lines.addAll(reading.texts(query.name(), query.sql()));
                }
            }
            Collections.sort(lines);
            return new CatalogSnapshot(lines);
        }
    }

    /** What is in only one of the two, {@code -} for this one, {@code +} for the other; empty when equal. */
    public List<String> diff(CatalogSnapshot other) {
        return LineDifference.between(lines, other.lines);
    }
}
