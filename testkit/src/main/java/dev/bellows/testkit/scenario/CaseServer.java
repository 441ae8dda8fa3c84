package dev.bellows.testkit.scenario;

import java.sql.SQLException;

/** A server that cases are tried on. {@code toString} says which. */
public interface CaseServer {
    /** A new database for a case to begin with. */
    CaseDatabase create(Case.Origin origin) throws SQLException;
}
