package dev.bellows.testkit.postgres;

import dev.bellows.testkit.server.SharedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;

/** The Sakila sample database (a video rental shop); its files are {@code sakila/postgres} of the {@link SharedFiles}. */
public final class Sakila {
    private static final SharedFiles FILES = new SharedFiles(Path.of("sakila", "postgres"), "schema.sql", "data.sql");

    private static final Map<PostgresServer, PostgresDatabase> TEMPLATES = new WeakHashMap<>();

    private Sakila() {}

    /** Whether the files were found. */
    public static boolean available() {
        return FILES.folder().isPresent();
    }

    /** A fresh database with Sakila, owned by the superuser; the second one on a server is a copy, and fast. */
    public static PostgresDatabase load(PostgresServer server) throws SQLException {
        var files = FILES.folderOrThrow();
        synchronized (TEMPLATES) {
            var template = TEMPLATES.get(server);
            if (template == null) {
                template = server.createDatabase();
                fill(template, files);
                TEMPLATES.put(server, template);
            }
            return server.createDatabase(template);
        }
    }

    private static void fill(PostgresDatabase database, Path files) throws SQLException {
        try (var connection = database.connection()) {
            run(connection, files.resolve("schema.sql"));
            run(connection, files.resolve("data.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + files, e);
        }
    }

    /** Statements go to the server in stretches; the rows of a COPY go through the copy protocol. */
    private static void run(Connection connection, Path file) throws SQLException, IOException {
        var pending = new StringBuilder();
        try (var lines = Files.newBufferedReader(file)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("COPY ") && line.endsWith(" FROM stdin;")) {
                    execute(connection, pending);
                    copy(connection, line.substring(0, line.length() - 1), lines);
                } else {
                    pending.append(line).append('\n');
                }
            }
        }
        execute(connection, pending);
    }

    private static void execute(Connection connection, StringBuilder pending) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(pending.toString());
        }
        pending.setLength(0);
    }

    private static void copy(Connection connection, String command, BufferedReader lines)
            throws SQLException, IOException {
        var rows = new StringBuilder();
        for (var row = lines.readLine(); row != null && !row.equals("\\."); row = lines.readLine()) {
            rows.append(row).append('\n');
        }
        var copying = connection.unwrap(PGConnection.class).getCopyAPI();
        copying.copyIn(command, new StringReader(rows.toString()));
    }
}
