package dev.bellows.testkit.mysql;

/** Who connects to a test database. Apart from the administrator each database has users of its own. */
public enum MysqlUser {
    /** May do everything on the whole server. */
    ADMINISTRATOR,
    /** Has all privileges on its database and no global one. */
    OWNER,
    /** The application: reads and writes rows. */
    APP;

    /** The account that this is in a database. */
    public String account(String database) {
        return switch (this) {
            case ADMINISTRATOR -> MysqlServer.ADMINISTRATOR;
            case OWNER -> database + "_owner";
            case APP -> database + "_app";
        };
    }
}
