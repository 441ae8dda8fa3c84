package dev.bellows.testkit.traffic;

import java.sql.Connection;
import java.sql.SQLException;

/** A database that applications write to, on whatever server. */
public interface Database {

    /**
     * Who connects.
     *
     * @param role the role or account
     * @param application the name that the server shows of it
     * @param preparing where its statements are prepared
     */
    record Login(String role, String application, AppVersion.Preparing preparing) {}

    String name();

    /** A new connection of an application. */
    Connection connect(Login login) throws SQLException;

    /** A new connection of the administrator. */
    Connection administrator() throws SQLException;

    /** A new connection of the administrator to another database of the same server. */
    Connection beside() throws SQLException;

    /** What its server writes in a way of its own. */
    Forms forms();
}
