package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * The Sakila sample database (a video rental shop); its files are {@code sakila/mysql} of the {@link SharedFiles}. On every
 * server addresses have a location with a spatial index.
 */
public final class MysqlSakila {
    /** The schema names its database, and makes it. */
    private static final Pattern NAMES = Pattern.compile("(?m)^(?:DROP|CREATE) SCHEMA .*$|^USE sakila;$");

    /** The rows of addresses have a location, in a comment that only some servers read; the table of the file has not. */
    private static final Pattern ONLY_SOME = Pattern.compile("/\\*!50705 (0x\\w+,)\\*/");

    private static final String PHONE = "  phone VARCHAR(20) NOT NULL,\n";
    private static final String LOCATION = "  location GEOMETRY NOT NULL,\n  SPATIAL KEY idx_location (location),\n";

    private static final SharedFiles FILES = new SharedFiles(Path.of("sakila", "mysql"), "schema.sql", "data.sql");

    private MysqlSakila() {}

    /** Whether the files were found. */
    public static boolean available() {
        return FILES.folder().isPresent();
    }

    /** A fresh database with Sakila, made by the administrator. */
    public static MysqlDatabase load(MysqlServer server) throws SQLException {
        var files = FILES.folderOrThrow();
        var database = server.createDatabase();
        database.run(MysqlServer.ADMINISTRATOR, text(files.resolve("schema.sql"), database));
        database.run(MysqlServer.ADMINISTRATOR, text(files.resolve("data.sql"), database));
        return database;
    }

    private static String text(Path file, MysqlDatabase database) {
        try {
            var text = NAMES.matcher(Files.readString(file)).replaceAll("").replace("sakila.", database.name() + ".");
            return ONLY_SOME.matcher(text.replace(PHONE, PHONE + LOCATION)).replaceAll("$1");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
