package dev.bellows.testkit.scenario;

import dev.bellows.Bellows;
import dev.bellows.dialect.Dialect;
import dev.bellows.listen.RunListener;
import dev.bellows.pace.Tempo;
import dev.bellows.plan.PlanSettings;
import dev.bellows.postgres.PostgresDialect;
import dev.bellows.postgres.catalog.PostgresCatalogReader;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.postgres.plan.PostgresPlanner;
import dev.bellows.postgres.session.ConnectionSource;
import dev.bellows.postgres.session.PostgresSessions;
import dev.bellows.postgres.sql.PostgresFrontEnd;
import dev.bellows.run.RunSettings;
import java.time.Duration;
import java.util.Random;

/** Bellows as the command line wires it, with real time and without a soak. */
public final class BellowsOn {
    private static final Tempo REAL = new Tempo(System::nanoTime, Thread::sleep, new Random(42));

    private BellowsOn() {}

    /** On PostgreSQL. */
    public static Bellows connections(ConnectionSource source, RunListener listener) {
        return with(dialect(source), listener);
    }

    /** Of any dialect. */
    public static Bellows with(Dialect dialect, RunListener listener) {
        return new Bellows(dialect, settings(), REAL, listener);
    }

    private static Dialect dialect(ConnectionSource source) {
        var grammar = PostgresGrammar.load();
        return PostgresDialect.of(
                new PostgresSessions(source),
                new PostgresFrontEnd(grammar),
                new PostgresCatalogReader(grammar),
                new PostgresPlanner(grammar));
    }

    private static RunSettings settings() {
        var defaults = RunSettings.of("testkit");
        var plan = PlanSettings.DEFAULT;
        return new RunSettings(
                new PlanSettings(plan.lockTimeout(), plan.chunk(), Duration.ZERO, plan.retention()),
                defaults.owner(),
                defaults.stallBudget(),
                defaults.maxLag(),
                defaults.maxActive(),
                Duration.ofMinutes(1));
    }
}
