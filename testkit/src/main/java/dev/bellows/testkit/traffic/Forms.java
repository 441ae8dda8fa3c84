package dev.bellows.testkit.traffic;

import dev.bellows.testkit.traffic.AppVersion.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements that a server writes in a way of its own; {@link Statements} has those that all understand. */
public interface Forms {

    /** What can be sent to it. */
    Set<Op> known();

    /** Whether the count that it answers with is the number of rows that there were to write. */
    boolean counts(Op op);

    /** As an application does that asks for the keys which the server makes. */
    PreparedStatement prepare(Connection connection, String sql) throws SQLException;

    /** A parameter for a column. */
    String parameter(Field field);

    /** What stands before VALUES where a key is sent that the server would make. */
    String overriding();

    /** What stands behind an INSERT whose keys the server makes. */
    String returning(Rows rows);

    /** Executes an INSERT whose keys the server makes, and tells them in the order of the rows. */
    List<Long> insert(PreparedStatement statement, int many) throws SQLException;

    /** Gives several rows other values; the parameters are the key and the values of each. */
    String updateMany(Rows rows, int many);

    /** Makes of an INSERT another operation that begins as one. */
    String variant(Op op, String insert, Rows rows);

    /** How rows come in bulk, where the server knows that for clients. */
    Optional<Loader> loader();

    /** Brings rows in bulk. */
    @FunctionalInterface
    interface Loader {
        /** Returns how many; each row is its key and its values. */
        int load(Connection connection, Rows rows, List<List<Object>> lines) throws SQLException;
    }
}
