package dev.bellows.mysql.catalog;

import dev.bellows.migration.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what of the server itself stands in the way of any migration. */
final class ServerChecks {
    private static final int OLDEST_MYSQL = 80_015;
    private static final int OLDEST_MARIADB = 101_100;

    private final Session session;

    ServerChecks(Session session) {
        this.session = session;
    }

    /** The one problem that makes looking further useless. */
    Optional<Problem> age() {
        var version = session.version();
        var oldest = version.isMariadb() ? OLDEST_MARIADB : OLDEST_MYSQL;
        return version.number() >= oldest
                ? Optional.empty()
                : Optional.of(problem(
                        "server-too-old",
                        "%s %s is too old: nobody has tried it with Bellows"
                                .formatted(version.product(), version.text()),
                        "Upgrade the server to %s or later."
                                .formatted(version.isMariadb() ? "MariaDB 10.11" : "MySQL 8.0.15")));
    }

    List<Problem> problems() throws SQLException {
        var problems = new ArrayList<Problem>();
        if (isReadOnly()) {
            problems.add(problem(
                    "read-only",
                    "the server is read-only: a replica, or a primary that somebody is taking down",
                    "Connect to the primary. Where this is it, an administrator can run: SET GLOBAL read_only = OFF"));
        }
        if (logsStatements()) {
            problems.add(problem(
                    "binlog-format",
                    "binlog_format is STATEMENT: InnoDB refuses writes under READ COMMITTED (error 1665), and replicas"
                            + " would compute synced columns anew",
                    "An administrator can run: SET GLOBAL binlog_format = ROW, and set it in the server's configuration;"
                            + " sessions that are open keep the old format until they connect again."));
        }
        return problems;
    }

    boolean isReadOnly() throws SQLException {
        return isOn("read_only") || isOn("innodb_read_only");
    }

    /**
     * MIXED is well: under READ COMMITTED InnoDB has rows logged whatever the statement, and a statement of others that
     * fires a trigger of ours with USER() in it counts as unsafe, which MIXED logs as rows.
     */
    private boolean logsStatements() throws SQLException {
        return isOn("log_bin") && setting("binlog_format").equalsIgnoreCase("STATEMENT");
    }

    private boolean isOn(String name) throws SQLException {
        var value = setting(name);
        return !value.isEmpty() && !value.equalsIgnoreCase("OFF") && !value.equals("0");
    }

    /** Empty where the server does not know it. */
    private String setting(String name) throws SQLException {
        return session.first("SHOW GLOBAL VARIABLES WHERE Variable_name = ?", row -> row.getString(2), name)
                .orElse("");
    }

    private static Problem problem(String code, String message, String remedy) {
        return new Problem(code, Optional.empty(), message, remedy);
    }
}
