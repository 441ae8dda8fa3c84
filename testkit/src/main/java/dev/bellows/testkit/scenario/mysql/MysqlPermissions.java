package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.mysql.MysqlDatabase;
import dev.bellows.testkit.mysql.MysqlServer;
import java.sql.SQLException;
import java.util.List;

/** The accounts of the applications and of Bellows, and what each is granted, and nothing else. */
public final class MysqlPermissions {
    /** The account of Bellows. */
    public static final String BELLOWS = "bellows";

    /**
     * A grant to Bellows.
     *
     * @param sql with {@code {db}} for the database and {@code {state}} for that of Bellows
     * @param why what it is for
     */
    public record Grant(String sql, String why) {}

    /** In the order in which they are granted. */
    public static final List<Grant> GRANTS = List.of(
            new Grant(
                    "GRANT ALTER, CREATE, CREATE TEMPORARY TABLES, DROP, INDEX, REFERENCES ON {db}.* TO bellows@'%'",
                    "changes tables; tries each change on an empty table first"),
            new Grant("GRANT TRIGGER ON {db}.* TO bellows@'%'", "both shapes are kept in sync by triggers"),
            new Grant(
                    "GRANT SELECT, INSERT, UPDATE, DELETE, LOCK TABLES ON {db}.* TO bellows@'%'",
                    "copies and compares rows; its triggers run with its rights"),
            new Grant("GRANT SHOW VIEW ON {db}.* TO bellows@'%'", "sees which views need a column"),
            new Grant("GRANT ALL ON {state}.* TO bellows@'%'", "the journal lives in a database of its own"),
            new Grant(
                    "GRANT PROCESS ON *.* TO bellows@'%'",
                    "sees who is in the way of a lock, and whether a change writes the rows anew"));

    private static final List<String> APPLICATIONS = List.of("app_old", "app_new");

    private MysqlPermissions() {}

    /** The database in which Bellows keeps what it knows about another one. */
    static String state(MysqlDatabase database) {
        return "bellows_" + database.name();
    }

    /** Makes the accounts, if they are missing, and grants what is listed. */
    public static void grant(MysqlDatabase database) throws SQLException {
        for (var application : APPLICATIONS) {
            account(database, application);
            database.execute("GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON %s.* TO %s@'%%'"
                    .formatted(database.name(), application));
        }
        account(database, BELLOWS);
        // without SUPER, triggers are refused while the binary log is on
        database.execute("SET GLOBAL log_bin_trust_function_creators = ON");
        for (var grant : GRANTS) {
            database.execute(grant.sql().replace("{db}", database.name()).replace("{state}", state(database)));
        }
    }

    private static void account(MysqlDatabase database, String name) throws SQLException {
        database.execute("CREATE USER IF NOT EXISTS %s@'%%' IDENTIFIED BY '%s'".formatted(name, MysqlServer.PASSWORD));
    }
}
