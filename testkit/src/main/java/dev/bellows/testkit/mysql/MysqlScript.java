package dev.bellows.testkit.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** A text of several statements, with DELIMITER where a body has semicolons, as the clients of the servers read it. */
record MysqlScript(String text) {
    private static final Pattern SECTION = Pattern.compile("(?m)^DELIMITER[ \\t]+(\\S+)[ \\t]*$");
    private static final String USUAL = ";";

    /** Runs everything; the connection must allow several statements at once. */
    void run(Connection connection) throws SQLException {
        var delimiter = USUAL;
        var from = 0;
        var sections = SECTION.matcher(text);
        while (sections.find()) {
            section(connection, text.substring(from, sections.start()), delimiter);
            delimiter = sections.group(1);
            from = sections.end();
        }
        section(connection, text.substring(from), delimiter);
    }

    private static void section(Connection connection, String section, String delimiter) throws SQLException {
        if (delimiter.equals(USUAL)) {
            execute(connection, section);
            return;
        }
        for (var one : section.split(Pattern.quote(delimiter), -1)) {
            execute(connection, one);
        }
    }

    private static void execute(Connection connection, String statements) throws SQLException {
        if (statements.isBlank()) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute(statements);
            drain(statement);
        }
    }

    /** The failure of a later statement shows only when its result is asked for. */
    private static void drain(Statement statement) throws SQLException {
        var more = true;
        while (more) {
            more = statement.getMoreResults() || statement.getUpdateCount() >= 0;
        }
    }
}
