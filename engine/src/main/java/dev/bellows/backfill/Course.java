package dev.bellows.backfill;

import dev.bellows.plan.Walk;
import dev.bellows.store.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A walk in progress: cuts the chunk after a watermark. */
sealed interface Course permits KeyCourse, PageCourse {

    static Course of(Walk walk) {
        return switch (walk) {
            case Walk.ByKey key -> new KeyCourse(key);
            case Walk.ByPage page -> new PageCourse(page);
        };
    }

    ChunkSize firstSize();

    /** The chunk size in the unit that people see: rows or pages. */
    long shown(long units);

    Progress begin(Connection connection, long expectedRows) throws SQLException;

    /** The chunk after the watermark; empty at the end. */
    Optional<Chunk> next(Connection connection, Progress progress, long size) throws SQLException;

    /** Just one row, by the key or address that a chunk named. */
    Chunk row(List<String> row);

    /** In the transaction of a chunk that has touched the table: whether the watermark means nothing any more. */
    boolean moved(Connection transaction, Progress progress) throws SQLException;

    /** Binds texts without a type, so that the server takes the type from the statement. */
    static void bind(PreparedStatement statement, List<String> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i), Types.OTHER);
        }
    }

    /** All columns of all rows as text. */
    static List<List<String>> texts(Connection connection, String sql, List<String> values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                var texts = new ArrayList<List<String>>();
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(String.valueOf(rows.getString(i)));
                    }
                    texts.add(row);
                }
                return texts;
            }
        }
    }
}
