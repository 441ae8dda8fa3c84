package dev.bellows.mysql.catalog;

import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.schema.Column.Volatility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is known of the stored functions that an expression calls. */
final class StoredFunctions {
    private static final String FUNCTION = """
            SELECT ROUTINE_SCHEMA, ROUTINE_NAME, IS_DETERMINISTIC, SQL_DATA_ACCESS, ROUTINE_DEFINITION
            FROM information_schema.ROUTINES
            WHERE ROUTINE_SCHEMA = ? AND ROUTINE_NAME = ? AND ROUTINE_TYPE = 'FUNCTION'""";

    /** Neither server holds a function to what it says of itself. */
    private static final Pattern STATEMENT =
            Pattern.compile("\\b(from|insert|update|delete|replace\\s+into|call)\\b", Pattern.CASE_INSENSITIVE);

    private final Session session;
    private final ExpressionText text;

    StoredFunctions(Session session, ExpressionText text) {
        this.session = session;
        this.text = text;
    }

    private record Stored(String name, boolean isDeterministic, boolean readsTables) {
        static Stored of(ResultSet row) throws SQLException {
            var access = row.getString(4);
            var body = Optional.ofNullable(row.getString(5)).orElse("");
            return new Stored(
                    row.getString(1) + "." + row.getString(2),
                    row.getString(3).equals("YES"),
                    access.endsWith("SQL DATA") || STATEMENT.matcher(body).find());
        }
    }

    /** A function that looks at more than its arguments. */
    Optional<String> reader(String sql, String schema) throws SQLException {
        return stored(sql, schema).stream()
                .filter(Stored::readsTables)
                .map(Stored::name)
                .findFirst();
    }

    /** Of the most volatile function, the servers' own ones too. */
    Volatility volatility(String sql, String schema) throws SQLException {
        return stored(sql, schema).stream().allMatch(Stored::isDeterministic)
                ? FunctionNames.volatility(sql)
                : Volatility.VOLATILE;
    }

    private List<Stored> stored(String sql, String schema) throws SQLException {
        var found = new ArrayList<Stored>();
        for (var names : text.foreignFunctions(sql)) {
            var of = names.size() > 1 ? names.getFirst() : schema;
            found.addAll(session.list(FUNCTION, Stored::of, of, names.getLast()));
        }
        return found;
    }
}
