package dev.bellows.cli;

import dev.bellows.cli.settings.Configuration;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A person who types commands against a database of their own. */
final class Keyboard implements AutoCloseable {
    private final Path folder;
    private final PostgresDatabase database;
    private final Map<String, String> environment = new HashMap<>();
    private Captured last = new Captured(Screen.Kind.PIPE);

    private Keyboard(Path folder, PostgresDatabase database) {
        this.folder = folder;
        this.database = database;
        as(PostgresServer.SUPERUSER);
    }

    static Keyboard in(Path folder) throws SQLException {
        return new Keyboard(
                folder,
                SharedServers.of(PostgresVersion.availableHere().getLast()).createDatabase());
    }

    PostgresDatabase database() {
        return database;
    }

    void as(String role) {
        environment.put("BELLOWS_URL", database.url(role));
    }

    /** A file in the folder of migrations. */
    void file(String name, String text) throws IOException {
        var migrations = Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(migrations.resolve(name), text);
    }

    /** The exit code. */
    int bellows(String... arguments) {
        last = new Captured(Screen.Kind.PIPE);
        var surroundings = new Surroundings(new Configuration(folder, environment), last.screen(), System::nanoTime);
        return new CommandTree(surroundings).execute(arguments);
    }

    String out() {
        return last.out();
    }

    String err() {
        return last.err();
    }

    @Override
    public void close() throws SQLException {
        database.drop();
    }
}
