package dev.bellows.testkit.scenario;

import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.Roles;
import java.sql.SQLException;
import java.util.List;

/**
 * What the role of Bellows is granted, and nothing else: {@code docs/permissions.md} quotes this list. The role is
 * called {@code bellows}, and {@code owner} owns the tables.
 */
public final class Permissions {

    /**
     * A grant.
     *
     * @param sql with {@code %s} for the database
     * @param why what it is for
     * @param since the major version that knows it
     */
    public record Grant(String sql, String why, int since, Need need) {}

    /** What happens without a grant. */
    public enum Need {
        /** It does not work. */
        REQUIRED,
        /** It works, and says in the plan what it cannot do. */
        RECOMMENDED
    }

    /** In the order in which they are granted. */
    public static final List<Grant> GRANTS = List.of(
            new Grant("GRANT owner TO bellows", "only the owner of a table may change it", 13, Need.REQUIRED),
            new Grant(
                    "GRANT CONNECT, CREATE ON DATABASE %s TO bellows",
                    "the journal lives in a schema of its own", 13, Need.REQUIRED),
            new Grant(
                    "GRANT TEMPORARY ON DATABASE %s TO bellows",
                    "up and down expressions are tried on an empty copy of the table", 13, Need.REQUIRED),
            new Grant(
                    "GRANT pg_read_all_stats TO bellows",
                    "sees who is in the way of a lock, and sessions older than expand",
                    13,
                    Need.RECOMMENDED),
            new Grant(
                    "GRANT SET ON PARAMETER session_replication_role TO bellows",
                    "users' triggers do not fire for rows that are copied",
                    15,
                    Need.RECOMMENDED),
            new Grant(
                    "GRANT SET ON PARAMETER deadlock_timeout TO bellows",
                    "an autovacuum that is in the way yields in time",
                    15,
                    Need.RECOMMENDED));

    private Permissions() {}

    /** Makes the roles, gives the tables to the owner, and grants what is listed. */
    public static void grant(PostgresDatabase database) throws SQLException {
        Roles.prepare(database);
        Roles.adopt(database);
        try (var connection = database.connection(PostgresServer.SUPERUSER);
                var statement = connection.createStatement()) {
            var lock = "SELECT pg_advisory_lock(7202701)"; // roles belong to the server
            statement.execute(lock);
            for (var grant : GRANTS) {
                if (grant.since() <= database.server().version().major()) {
                    statement.execute(grant.sql().formatted(database.name()));
                }
            }
        }
    }
}
