package dev.bellows.testkit.traffic;

import dev.bellows.testkit.traffic.Ledger.State;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/**
 * A statement, and what is so once it is acknowledged.
 *
 * @param rows how many rows the server says were written
 * @param effects the state of each row
 */
record Attempt(Op op, String sql, Binding binding, int rows, Map<Long, State> effects) {

    @FunctionalInterface
    interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    /** Writes each row that it has an effect on. */
    static Attempt of(Op op, String sql, Binding binding, Map<Long, State> effects) {
        return new Attempt(op, sql, binding, effects.size(), effects);
    }

    void run(Client client, Link link, Ledger ledger) {
        try {
            var statement = link.prepare(sql);
            binding.to(statement);
            var written = statement.executeUpdate();
            effects.forEach(ledger::acknowledged);
            if (written != rows && client.site().database().forms().counts(op)) {
                client.tally()
                        .lost(new Lost(
                                link.version().name(),
                                effects.keySet().iterator().next(),
                                rows + " rows for " + op,
                                written + " rows",
                                client.site().timeline().now()));
            }
        } catch (SQLException e) {
            effects.forEach(ledger::uncertain);
            client.lost(link.version(), op, e);
        }
    }
}
