package dev.bellows.postgres.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Lists of texts as they are stored: in an array column. */
final class Texts {
    private Texts() {}

    static List<String> read(ResultSet row, int column) throws SQLException {
        return row.getArray(column).getArray() instanceof String[] texts ? List.of(texts) : List.of();
    }
}
