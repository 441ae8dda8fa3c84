package dev.bellows.testkit.traffic;

import dev.bellows.testkit.traffic.AppVersion.Assignment;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a version names a row.
 *
 * @param column the primary key, or what of it tells the rows of the application apart
 * @param kind what the column holds
 * @param within what the rest of the primary key is in all rows of the application
 */
public record Key(String column, Kind kind, Optional<Assignment> within) {

    /** What a key column holds. */
    public enum Kind {
        NUMBER,
        /** The digits of a number. */
        TEXT
    }

    static Key number(String column) {
        return new Key(column, Kind.NUMBER, Optional.empty());
    }

    /** Whether a row has a key. */
    String is(String value) {
        return condition(column + " = " + value);
    }

    /** Whether a row has one of so many keys. */
    String among(int many) {
        return condition("%s IN (%s)".formatted(column, String.join(", ", Collections.nCopies(many, "?"))));
    }

    /** Of the rows that a condition is true for, those of the application. */
    public String condition(String other) {
        return within.map(part -> part + " AND ").orElse("") + other;
    }

    /** The columns of the primary key. */
    public List<String> columns() {
        return Stream.concat(within.map(Assignment::column).stream(), Stream.of(column))
                .toList();
    }

    /** Whether a row is this one. */
    public String is(long key) {
        return switch (kind) {
            case NUMBER -> is(Long.toString(key));
            case TEXT -> is("'" + key + "'");
        };
    }

    void bind(PreparedStatement statement, int at, long key) throws SQLException {
        switch (kind) {
            case NUMBER -> statement.setLong(at, key);
            case TEXT -> statement.setString(at, Long.toString(key));
        }
    }
}
