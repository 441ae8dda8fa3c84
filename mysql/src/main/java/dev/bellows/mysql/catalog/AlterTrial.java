package dev.bellows.mysql.catalog;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the server how it would carry out an ALTER TABLE, by doing it to an empty table of the same definition: the answer
 * depends on the rest of the table and on the version (a generated column turns INSTANT into COPY; gh-ost study, section 5).
 *
 * <p>The empty table is a real one, because these servers alter temporary tables in other ways. It is in the database of
 * the table and is dropped again; should we die before that, by the next trial. A lock of the server lets one trial at a
 * time happen on it. The empty table has no foreign keys and no row versions, so a statement must demand the algorithm
 * all the same ({@link Algorithm#demand}).
 */
public final class AlterTrial {
    /** Without and with a reason. */
    private static final Set<Integer> NOT_SUPPORTED = Set.of(1845, 1846);

    private static final int NOT_ALLOWED = 1227;

    private static final String NAME = "_bellows_trial";
    /** A trial takes milliseconds; who waits longer than this, in seconds, waits for somebody who hangs. */
    private static final int PATIENCE = 10;

    /** What is tried, in this order; whether {@code IN_PLACE} was a rebuild shows afterwards. */
    private static final List<Algorithm> TRIES =
            List.of(Algorithm.INSTANT, Algorithm.IN_PLACE, Algorithm.COPIES, Algorithm.BLOCKS_WRITES);

    private final Connection connection;
    private final TableName table;
    private final String trial;

    private AlterTrial(Connection connection, TableName table) {
        this.connection = connection;
        this.table = table;
        this.trial = Quoted.table(new TableName(table.schema(), NAME));
    }

    /**
     * The answer.
     *
     * @param algorithm the gentlest way that the server knows
     * @param reason why it knows no gentler one, in its own words, where it is not INSTANT
     */
    public record Verdict(Algorithm algorithm, Optional<String> reason) {}

    /**
     * What came of several statements.
     *
     * @param verdicts of those that the server took, in order
     * @param refusal of the one after them, if it refused one
     */
    record Tried(List<Verdict> verdicts, Optional<SQLException> refusal) {
        Tried {
            verdicts = List.copyOf(verdicts);
        }
    }

    /**
     * The gentlest algorithm for the clauses of an ALTER TABLE.
     *
     * @param clauses what stands behind the name of the table, without ALGORITHM and LOCK
     * @throws SQLException also where the server refuses the change itself, or would do it only while nobody reads
     */
    public static Verdict of(Connection connection, TableName table, String clauses) throws SQLException {
        return ofAll(connection, table, List.of(clauses)).getFirst();
    }

    /** The same for statements that follow each other: each finds what those before it have changed. */
    public static List<Verdict> ofAll(Connection connection, TableName table, List<String> clauses)
            throws SQLException {
        var tried = tried(connection, table, clauses);
        if (tried.refusal().isPresent()) {
            throw tried.refusal().get();
        }
        return tried.verdicts();
    }

    /** Stops at the first statement that the server refuses. */
    static Tried tried(Connection connection, TableName table, List<String> clauses) throws SQLException {
        if (!"1".equals(Rows.text(connection, "SELECT get_lock('%s', %d)".formatted(NAME, PATIENCE)))) {
            throw new SQLTransientException(
                    "another session has been asking the server about an ALTER TABLE for %d s".formatted(PATIENCE));
        }
        try {
            return new AlterTrial(connection, table).tried(clauses);
        } finally {
            Rows.text(connection, "SELECT release_lock('%s')".formatted(NAME));
        }
    }

    private Tried tried(List<String> clauses) throws SQLException {
        var verdicts = new ArrayList<Verdict>();
        drop();
        try {
            execute("CREATE TABLE %s LIKE %s".formatted(trial, Quoted.table(table)));
            for (var one : clauses) {
                try {
                    verdicts.add(verdict(one));
                } catch (SQLException e) {
                    if (!Session.isRefusal(e)) {
                        throw e;
                    }
                    return new Tried(verdicts, Optional.of(e));
                }
            }
            return new Tried(verdicts, Optional.empty());
        } finally {
            drop();
        }
    }

    private Verdict verdict(String clauses) throws SQLException {
        var refusals = new ArrayList<SQLException>();
        var before = identity();
        for (var algorithm : TRIES) {
            try {
                execute("ALTER TABLE %s %s, %s".formatted(trial, clauses, algorithm.demand()));
                return new Verdict(seen(algorithm, before), reason(refusals));
            } catch (SQLException e) {
                if (!NOT_SUPPORTED.contains(e.getErrorCode())) {
                    throw e;
                }
                refusals.add(e);
            }
        }
        throw refusals.getLast();
    }

    private static Optional<String> reason(List<SQLException> refusals) {
        return refusals.isEmpty() ? Optional.empty() : Optional.of(Session.message(refusals.getLast()));
    }

    private Algorithm seen(Algorithm done, Optional<String> before) throws SQLException {
        var known = done != Algorithm.IN_PLACE || (before.isPresent() && before.equals(identity()));
        return known ? done : Algorithm.REBUILDS;
    }

    /** A rebuilt table is another one to InnoDB. Without the privilege PROCESS it is not known, and the worst is assumed. */
    private Optional<String> identity() throws SQLException {
        var name = isMariadb() ? "INNODB_SYS_TABLES" : "INNODB_TABLES";
        try {
            return Optional.of(Rows.text(
                    connection,
                    "SELECT max(TABLE_ID) FROM information_schema.%s WHERE NAME LIKE '%%/%s'".formatted(name, NAME)));
        } catch (SQLException e) {
            if (e.getErrorCode() == NOT_ALLOWED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean isMariadb() throws SQLException {
        return Rows.text(connection, "SELECT version()").contains("MariaDB");
    }

    private void drop() throws SQLException {
        execute("DROP TABLE IF EXISTS " + trial);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
