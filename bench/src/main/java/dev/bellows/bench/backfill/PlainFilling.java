package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.Meter;
import dev.bellows.bench.ground.Sql;
import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.SQLException;

/** One UPDATE of the whole table. */
record PlainFilling(long rows) implements Filling {
    static final String ADD = "ALTER TABLE users ADD COLUMN full_name text";

    @Override
    public Filled fill(PostgresDatabase database) throws SQLException {
        Sql.each(database, ADD);
        try (var meter = Meter.of(database);
                var statement = meter.connection().createStatement()) {
            var before = meter.read();
            var begun = System.nanoTime();
            var written = statement.executeLargeUpdate("UPDATE users SET full_name = name");
            var window = Window.since(begun);
            return new Filled(written, window, window, Cost.between(before, meter.read()));
        }
    }
}
