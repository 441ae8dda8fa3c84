package dev.bellows.testkit.scenario;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.traffic.Database;
import java.sql.SQLException;
import java.util.Set;

/** A database that a case is tried on, with what is done to it besides what applications do. */
public interface CaseDatabase {
    /** As the applications see it. */
    Database database();

    /** Makes the roles, runs the DDL of the case, and grants what each role needs. */
    void prepare(String ddl) throws SQLException;

    /** Brings the server's statistics up to date. */
    void analyze() throws SQLException;

    /** Runs a file as it is, with the rights that Bellows has. */
    void run(MigrationFile file) throws SQLException;

    /** Bellows with its own role, and nothing but the rights that the documentation asks for. */
    Bellows bellows(RunListener listener);

    /** The schema as it is now. */
    Snapshot schema() throws SQLException;

    /** The rows as they are now, without these columns, each {@code table.column}. */
    Snapshot rows(Set<String> hidden) throws SQLException;

    void drop() throws SQLException;
}
