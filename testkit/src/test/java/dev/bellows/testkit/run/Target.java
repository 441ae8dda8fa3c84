package dev.bellows.testkit.run;

import dev.bellows.Bellows;
import dev.bellows.dialect.CatalogReader.Reading;
import dev.bellows.dialect.Dialect;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.Migration;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.MigrationId;
import dev.bellows.migration.Parsed;
import dev.bellows.pace.Tempo;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planned;
import dev.bellows.postgres.PostgresDialect;
import dev.bellows.postgres.session.ConnectionSource;
import dev.bellows.postgres.session.PostgresSessions;
import dev.bellows.run.RunSettings;
import dev.bellows.schema.Catalog;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.SharedServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A database with a table to migrate, and a Bellows whose plans are made by hand. */
record Target(PostgresDatabase database, UnaryOperator<ConnectionSource> source, RunSettings settings) {
    static final MigrationId ID = new MigrationId("V1__full");
    static final MigrationFile FILE = MigrationFile.named("V1__full.sql", "-- the file");
    static final Tempo REAL = new Tempo(System::nanoTime, Thread::sleep, new Random(42));

    /** A fresh database with {@code users}, rows 1 to {@code rows}. */
    static Target with(PostgresVersion version, int rows) throws SQLException {
        return on(SharedServers.of(version), rows);
    }

    static Target on(PostgresServer server, int rows) throws SQLException {
        var database = server.createDatabase();
        database.execute("""
                CREATE TABLE users (id bigint PRIMARY KEY, name text, touched int NOT NULL DEFAULT 0);
                INSERT INTO users (id, name) SELECT i * 3, 'name ' || i FROM generate_series(1, %d) i;
                """.formatted(rows));
        return new Target(database, UnaryOperator.identity(), RunSettings.of("tester@here:1"));
    }

    Target through(UnaryOperator<ConnectionSource> other) {
        return new Target(database, other, settings);
    }

    Target patient(Duration patience) {
        var s = settings;
        return new Target(
                database,
                source,
                new RunSettings(s.plan(), s.owner(), s.stallBudget(), s.maxLag(), s.maxActive(), patience));
    }

    PostgresSessions sessions() {
        return new PostgresSessions(source.apply(database::connection));
    }

    Dialect dialect(Plan plan) {
        return PostgresDialect.of(
                sessions(),
                file -> new Parsed.Understood(new Migration(file, List.of(), List.of())),
                (connection, migration) -> new Reading(catalog(), List.of()),
                (migration, catalog, settings) -> new Planned.Accepted(plan));
    }

    Bellows bellows(Plan plan) {
        return bellows(plan, RunListener.SILENT);
    }

    Bellows bellows(Plan plan, RunListener listener) {
        return new Bellows(dialect(plan), settings, REAL, listener);
    }

    private static Catalog catalog() {
        return new Catalog(
                new Catalog.Server("PostgreSQL", 18, "18", List.of()),
                new TreeMap<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    String one(String sql) throws SQLException {
        try (var connection = database.connection()) {
            return one(connection, sql);
        }
    }

    static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    /** Ends every session of ours, as a server that goes away would. */
    void killBellows() {
        try {
            one("""
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE application_name = 'bellows' AND datname = current_database()
                """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
