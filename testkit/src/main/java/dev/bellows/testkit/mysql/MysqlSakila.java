package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** The Sakila sample database (a video rental shop); its files are {@code sakila/mysql} of the {@link SharedFiles}. */
public final class MysqlSakila {
    /** The schema names its database, and makes it. */
    private static final Pattern NAMES = Pattern.compile("(?m)^(?:DROP|CREATE) SCHEMA .*$|^USE sakila;$");

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
            return NAMES.matcher(Files.readString(file)).replaceAll("").replace("sakila.", database.name() + ".");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
