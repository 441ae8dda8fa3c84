package dev.bellows.mysql.catalog;

import dev.bellows.migration.Problem;
import dev.bellows.mysql.sql.Quoted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what the role may not do. It tries, on a table that is not there: the servers look at privileges before they look
 * for the table, and know about roles, wildcards and partial revokes what the text of SHOW GRANTS does not say.
 */
final class Privileges {
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1227);
    /** CREATE TRIGGER, while the binary log is on; comes before the privilege itself is looked at. */
    private static final int LOGGED = 1419;

    private static final String NOTHING = "_bellows_nothing";

    /** What needs which privilege. */
    private static final Map<String, String> TRIES = new LinkedHashMap<>();

    static {
        TRIES.put("SELECT", "SELECT 1 FROM %s");
        TRIES.put("INSERT", "INSERT INTO %s VALUES (1)");
        TRIES.put("UPDATE", "UPDATE %s SET c = 1");
        TRIES.put("DELETE", "DELETE FROM %s");
        TRIES.put("CREATE", "CREATE TABLE %s LIKE %s"); // needs SELECT, too: without that both are named
        TRIES.put("DROP", "TRUNCATE TABLE %s");
        TRIES.put("ALTER", "ALTER TABLE %s ADD COLUMN c int");
        TRIES.put("INDEX", "DROP INDEX i ON %s");
    }

    private static final String TRIGGER =
            "CREATE TRIGGER %s.`_bellows_nothing` BEFORE INSERT ON %s FOR EACH ROW SET @bellows_nothing = 1";
    private static final String TEMPORARY = "CREATE TEMPORARY TABLE %s (c int)";

    private final Session session;

    Privileges(Session session) {
        this.session = session;
    }

    /** What the role lacks in a database whose tables are migrated. */
    List<Problem> missing(String schema) throws SQLException {
        var lacking = lacking(schema);
        if (isDenied(TEMPORARY.formatted(table(schema)))) {
            lacking.add("CREATE TEMPORARY TABLES");
        } else {
            session.run("DROP TEMPORARY TABLE IF EXISTS " + table(schema));
        }
        if (DENIED.contains(triggerFailure(schema))) {
            lacking.add("TRIGGER");
        }
        return problem(schema, lacking);
    }

    /** Whether the binary log is what keeps the role from making triggers. */
    Optional<Problem> triggers(String schema) throws SQLException {
        return triggerFailure(schema) == LOGGED ? Optional.of(logged()) : Optional.empty();
    }

    private int triggerFailure(String schema) throws SQLException {
        return failure(TRIGGER.formatted(Quoted.name(schema), table(schema)));
    }

    /** What it lacks in the database where Bellows keeps its state. */
    List<Problem> missingForState(String schema) throws SQLException {
        return problem(schema, lacking(schema));
    }

    private List<String> lacking(String schema) throws SQLException {
        var lacking = new ArrayList<String>();
        for (var one : TRIES.entrySet()) {
            if (isDenied(one.getValue().formatted(table(schema), another(schema)))) {
                lacking.add(one.getKey());
            }
        }
        return lacking;
    }

    private List<Problem> problem(String schema, List<String> lacking) throws SQLException {
        if (lacking.isEmpty()) {
            return List.of();
        }
        var privileges = String.join(", ", lacking);
        return List.of(new Problem(
                "missing-privilege",
                Optional.empty(),
                "the role %s lacks on the database %s: %s".formatted(role(), schema, privileges),
                "An administrator can run: GRANT %s ON %s.* TO %s".formatted(privileges, Quoted.name(schema), role())));
    }

    private Problem logged() throws SQLException {
        return new Problem(
                "trigger-rights",
                Optional.empty(),
                "the server has a binary log and lets only SUPER create triggers (error 1419)",
                "An administrator can run: SET %s log_bin_trust_function_creators = ON; or: GRANT SUPER ON *.* TO %s"
                        .formatted(session.version().isMariadb() ? "GLOBAL" : "PERSIST", role()));
    }

    private String role() throws SQLException {
        var account = session.text("SELECT CURRENT_USER()");
        var at = account.lastIndexOf('@');
        return at < 0
                ? "'%s'".formatted(account)
                : "'%s'@'%s'".formatted(account.substring(0, at), account.substring(at + 1));
    }

    private static String table(String schema) {
        return Quoted.name(schema) + "." + Quoted.name(NOTHING);
    }

    private static String another(String schema) {
        return Quoted.name(schema) + "." + Quoted.name(NOTHING + "2");
    }

    private boolean isDenied(String sql) throws SQLException {
        return DENIED.contains(failure(sql));
    }

    /** The server's error number; 0 where it did it. */
    private int failure(String sql) throws SQLException {
        try {
            session.run(sql);
            return 0;
        } catch (SQLException e) {
            if (!Session.isRefusal(e)) {
                throw e;
            }
            return e.getErrorCode();
        }
    }
}
