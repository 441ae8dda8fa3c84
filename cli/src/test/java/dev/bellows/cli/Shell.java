package dev.bellows.cli;

import dev.bellows.cli.settings.Configuration;
import dev.bellows.cli.text.Paint;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.Roles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Does what the consoles of the documentation show: bellows as the ordinary role, psql, and cat. */
final class Shell {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern PSQL = Pattern.compile("psql -U (\\S+) -Atc \"(.*)\"");

    private final PostgresDatabase database;
    private final Path folder;
    private int lastExit;

    Shell(PostgresDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /** The exit code of the last bellows. */
    int lastExit() {
        return lastExit;
    }

    List<String> answer(String command) throws SQLException, IOException {
        var text = "";
        if (command.startsWith("bellows ")) {
            text = bellows(words(command.substring("bellows ".length())));
        } else if (command.startsWith("psql ")) {
            text = psql(command);
        } else if (command.startsWith("cat ")) {
            text = Files.readString(folder.resolve(command.substring("cat ".length())));
        } else if (command.equals("echo $?")) {
            text = lastExit + "\n";
        } else {
            throw new IllegalArgumentException("the documentation shows a command that is not executed: " + command);
        }
        return text.lines().map(String::stripTrailing).toList();
    }

    private String bellows(List<String> arguments) {
        var bytes = new ByteArrayOutputStream();
        var both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var screen = new Screen(both, both, Paint.PLAIN, Screen.Kind.PIPE);
        var environment = Map.of("BELLOWS_URL", database.url(Roles.BELLOWS));
        var surroundings = new Surroundings(new Configuration(folder, environment), screen, System::nanoTime);
        lastExit = new CommandTree(surroundings).execute(arguments.toArray(String[]::new));
        return bytes.toString(StandardCharsets.UTF_8)
                .replaceAll(Pattern.quote(Person.here()) + "(:\\d+)?", "ana@laptop");
    }

    private String psql(String command) throws SQLException {
        var parts = PSQL.matcher(command);
        if (!parts.matches()) {
            throw new IllegalArgumentException("psql is only shown as psql -U role -Atc \"sql\": " + command);
        }
        var url = database.url(parts.group(1)) + "&ApplicationName=psql";
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(parts.group(2));
            return result(statement, parts.group(2));
        }
    }

    /** As psql prints it unaligned, without a header. */
    private static String result(Statement statement, String sql) throws SQLException {
        try (var rows = statement.getResultSet()) {
            if (rows == null) {
                var verb = sql.split(" ", 2)[0];
                return "%s%s%d\n".formatted(verb, verb.equals("INSERT") ? " 0 " : " ", statement.getUpdateCount());
            }
            var text = new StringBuilder();
            while (rows.next()) {
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    var value = rows.getString(column);
                    text.append(column == 1 ? "" : "|").append(value == null ? "" : value);
                }
                text.append('\n');
            }
            return text.toString();
        }
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }
}
