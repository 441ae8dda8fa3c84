package dev.bellows.testkit.mysql;

import dev.bellows.mysql.grammar.MysqlGrammar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tables, views, triggers and routines of Sakila, where its files are here, in a database of their own. */
final class SakilaSchema {
    private static final Pattern ANOTHER_DATABASE =
            Pattern.compile("(?i)(DROP|CREATE) SCHEMA.*|USE sakila", Pattern.DOTALL);

    private SakilaSchema() {}

    static boolean available() {
        return file().isPresent();
    }

    static void load(MysqlDatabase database, MysqlGrammar grammar) throws SQLException {
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR);
                var statement = connection.createStatement()) {
            var script = grammar.parse(Files.readString(file().orElseThrow()));
            for (var one : script.statements()) {
                var sql = script.text(one);
                if (!ANOTHER_DATABASE.matcher(sql).matches()) {
                    statement.execute(sql.replace("sakila.", database.name() + "."));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> file() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var file = folder.resolve(Path.of("shared", "sakila", "mysql", "schema.sql"));
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.ofNullable(System.getProperty("bellows.shared"))
                .map(shared -> Path.of(shared, "sakila", "mysql", "schema.sql"))
                .filter(Files::isRegularFile);
    }
}
