package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.settings.Secret;
import dev.bellows.cli.settings.Settings;
import dev.bellows.dialect.CatalogReader;
import dev.bellows.dialect.Dialect;
import dev.bellows.pace.Tempo;
import dev.bellows.postgres.PostgresDialect;
import dev.bellows.postgres.catalog.PostgresCatalogReader;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.postgres.plan.PostgresPlanner;
import dev.bellows.postgres.session.PostgresSessions;
import dev.bellows.postgres.sql.PostgresFrontEnd;
import dev.bellows.run.RunSettings;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.sql.DriverManager;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts everything together by hand; nothing is opened or loaded before it is asked for. */
final class Wiring {
    private Wiring() {}

    static Session session(Surroundings surroundings, Report report, Settings settings, Settings.Database database) {
        var sizes = new TreeMap<TableName, Table.Size>();
        var progress = Progress.of(surroundings.screen(), report.form(), surroundings.nanos());
        var tempo = new Tempo(surroundings.nanos(), Thread::sleep, new SplittableRandom());
        var bellows = new Bellows(dialect(database, sizes), runSettings(settings), tempo, progress);
        var arguments = new Arguments(surroundings.configuration().directory(), settings.migrations());
        return new Session(bellows, settings, arguments, report, progress, sizes);
    }

    private static RunSettings runSettings(Settings settings) {
        var defaults = RunSettings.of(Person.here());
        return new RunSettings(
                settings.planning(),
                defaults.owner(),
                defaults.stallBudget(),
                settings.pace().maxLag(),
                settings.pace().maxActive(),
                defaults.patience());
    }

    /** The grammar takes long to load, and only what reads SQL needs it. */
    private static Dialect dialect(Settings.Database database, SortedMap<TableName, Table.Size> sizes) {
        var grammar = new Once<>(PostgresGrammar::load);
        CatalogReader reader = (connection, migration) -> {
            var reading = new PostgresCatalogReader(grammar.get()).read(connection, migration);
            reading.catalog().tables().forEach((name, table) -> sizes.put(name, table.size()));
            return reading;
        };
        return PostgresDialect.of(
                sessions(database),
                file -> new PostgresFrontEnd(grammar.get()).parse(file),
                reader,
                (migration, catalog, planning) ->
                        new PostgresPlanner(grammar.get()).plan(migration, catalog, planning));
    }

    /** What is absent is left to the driver: the name of the system's user, ~/.pgpass. */
    private static PostgresSessions sessions(Settings.Database database) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", PostgresSessions.APPLICATION);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        database.user().ifPresent(user -> properties.setProperty("user", user));
        database.password().map(Secret::reveal).ifPresent(password -> properties.setProperty("password", password));
        return new PostgresSessions(() -> DriverManager.getConnection(database.jdbc(), properties));
    }

    /** Makes its value when it is first asked for, on one thread. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> make;
        private @Nullable T made;

        Once(Supplier<T> make) {
            this.make = make;
        }

        @Override
        public T get() {
            var known = made;
            if (known == null) {
                known = make.get();
                made = known;
            }
            return known;
        }
    }
}
