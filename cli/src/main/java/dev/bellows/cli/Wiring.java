package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.settings.Address;
import dev.bellows.cli.settings.Settings;
import dev.bellows.dialect.Dialect;
import dev.bellows.pace.Tempo;
import dev.bellows.run.RunSettings;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

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

    private static Dialect dialect(Settings.Database database, SortedMap<TableName, Table.Size> sizes) {
        return switch (database.address()) {
            case Address.Postgres postgres -> PostgresWiring.dialect(database, postgres, sizes);
            case Address.Mysql mysql -> MysqlWiring.dialect(database, mysql, sizes);
        };
    }
}
