package dev.bellows.pace;

import dev.bellows.dialect.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own for questions while the working connection is busy or in a transaction. Opened when first
 * asked, opened again after it was lost. One thread at a time.
 */
public final class Observer implements AutoCloseable {
    private final Sessions sessions;
    private @Nullable Connection connection;

    public Observer(Sessions sessions) {
        this.sessions = sessions;
    }

    /** A read-only question. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks; a connection that was lost since the last question is opened again once. */
    public <T> T ask(Question<T> question) throws SQLException {
        var known = connection;
        if (known != null) {
            try {
                return question.ask(known);
            } catch (SQLException e) {
                close();
                if (known.isClosed()) {
                    return fresh(question);
                }
                throw e;
            }
        }
        return fresh(question);
    }

    private <T> T fresh(Question<T> question) throws SQLException {
        var opened = sessions.open();
        connection = opened;
        try {
            return question.ask(opened);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        var known = connection;
        connection = null;
        Connections.closeQuietly(known);
    }
}
