package dev.bellows.cli;

import dev.bellows.cli.settings.Address;
import dev.bellows.cli.settings.Secret;
import dev.bellows.cli.settings.Settings;
import dev.bellows.dialect.Dialect;
import dev.bellows.postgres.PostgresDialect;
import dev.bellows.postgres.catalog.PostgresCatalogReader;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.postgres.plan.PostgresPlanner;
import dev.bellows.postgres.session.PostgresSessions;
import dev.bellows.postgres.sql.PostgresFrontEnd;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.sql.DriverManager;
import java.util.Properties;
import java.util.SortedMap;

/** Puts together what speaks to PostgreSQL. */
final class PostgresWiring {
    private PostgresWiring() {}

    /** The grammar takes long to load, and only what reads SQL needs it. */
    static Dialect dialect(
            Settings.Database database, Address.Postgres address, SortedMap<TableName, Table.Size> sizes) {
        var grammar = new Once<>(PostgresGrammar::load);
        return PostgresDialect.of(
                sessions(database, address),
                file -> new PostgresFrontEnd(grammar.get()).parse(file),
                new NotingReader(
                        (connection, migration) -> new PostgresCatalogReader(grammar.get()).read(connection, migration),
                        sizes),
                (migration, catalog, planning) ->
                        new PostgresPlanner(grammar.get()).plan(migration, catalog, planning));
    }

    /** What is absent is left to the driver: the name of the system's user, ~/.pgpass. */
    private static PostgresSessions sessions(Settings.Database database, Address.Postgres address) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", PostgresSessions.APPLICATION);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        database.user().ifPresent(user -> properties.setProperty("user", user));
        database.password().map(Secret::reveal).ifPresent(password -> properties.setProperty("password", password));
        return new PostgresSessions(() -> DriverManager.getConnection(address.jdbc(), properties));
    }
}
