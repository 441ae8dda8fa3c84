package dev.bellows.testkit.demo;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.run.PurgeTime;
import dev.bellows.run.RollbackTo;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.scenario.BellowsOn;
import dev.bellows.testkit.traffic.Live;
import dev.bellows.testkit.traffic.Timeline;
import dev.bellows.testkit.traffic.Traffic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Shows what Bellows is for, on an embedded PostgreSQL that is gone afterwards: a table is renamed, split, retyped and
 * constrained while an old and a new version of an application write to it, is taken back after contract, and goes
 * through all the same; then the same file is run as it is, under the same traffic.
 */
public final class Demo {
    private static final Duration WHILE = Duration.ofSeconds(2);

    private final long rows;
    private final RunListener listener;
    private final Consumer<String> words;

    /** Says what goes on to {@code words}, a line at a time, and each step and chunk to {@code listener}. */
    public Demo(long rows, RunListener listener, Consumer<String> words) {
        this.rows = rows;
        this.listener = listener;
        this.words = words;
    }

    /** Runs it; the server is stopped and its folder removed when this returns or the process ends. */
    public DemoResult run() throws SQLException {
        words.accept("starting an embedded PostgreSQL 18");
        try (var server = PostgresServer.start(PostgresVersion.V18, Map.of("max_wal_size", "4GB"))) {
            return onServer(server);
        }
    }

    private DemoResult onServer(PostgresServer server) throws SQLException {
        var gentle = new Stage(server.createDatabase());
        final Duration rollback;
        final DemoFigures figures;
        try (gentle) {
            gentle.prepare();
            rollback = migrate(gentle);
            figures = gentle.figures();
        }
        words.accept("the same file, run as it is, under the same traffic");
        try (var naive = new Stage(server.createDatabase())) {
            naive.prepare();
            naive.database.executeAs("owner", DemoTable.FILE.text());
            words.accept("done; the old version goes on for a moment, as in any rolling deployment");
            pause(Duration.ofMillis(500));
            naive.traffic.become(Live.fully(DemoTable.NEW));
            pause(WHILE);
            return new DemoResult(rows, figures, rollback, naive.figures());
        }
    }

    /** The whole way, with one step back after contract, which is timed. */
    private Duration migrate(Stage stage) {
        var bellows = BellowsOn.connections(() -> stage.database.connection("bellows"), listener);
        var id = DemoTable.FILE.id();
        var both = List.of(Live.fully(DemoTable.OLD), Live.fully(DemoTable.NEW));
        words.accept("expand: the new shape beside the old one");
        done(bellows.expand(DemoTable.FILE));
        words.accept("the new version starts to write; migrate: rows are filled in chunks");
        stage.traffic.become(Live.fully(DemoTable.OLD), Live.writing(DemoTable.NEW));
        done(bellows.migrate(id));
        words.accept("both versions read and write");
        stage.traffic.become(both);
        pause(WHILE);
        words.accept("the old version is gone; contract");
        stage.traffic.become(Live.fully(DemoTable.NEW));
        contract(bellows);
        pause(WHILE);
        words.accept("3 AM: something is wrong with the new version; rollback, after contract");
        var begun = System.nanoTime();
        done(bellows.rollback(id, RollbackTo.PREVIOUS));
        var took = Duration.ofNanos(System.nanoTime() - begun);
        stage.traffic.become(both);
        stage.traffic.check("after the rollback: the old version sees what the new one wrote");
        words.accept("the old version is back after %d ms, with every write; both run".formatted(took.toMillis()));
        pause(WHILE);
        words.accept("it was a false alarm: verify, contract, purge");
        done(bellows.verify(id));
        stage.traffic.become(Live.fully(DemoTable.NEW));
        contract(bellows);
        done(bellows.purge(id, PurgeTime.NOW));
        pause(WHILE);
        return took;
    }

    private static void contract(Bellows bellows) {
        var id = DemoTable.FILE.id();
        done(bellows.approve(
                id, "demo", "the demonstration", List.of(GateReport.OLD_SESSIONS, GateReport.OLD_WRITERS)));
        done(bellows.contract(id));
    }

    private static void done(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("the demonstration stopped: " + outcome);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A database with the table and live applications. */
    private final class Stage implements AutoCloseable {
        private final PostgresDatabase database;
        private final Traffic traffic;
        private DemoFigures.@org.jspecify.annotations.Nullable Percentiles idle;

        Stage(PostgresDatabase database) throws SQLException {
            this.database = database;
            DemoTable.ddl(database);
            this.traffic = Traffic.on(database, Traffic.Load.BUSY, new Timeline());
        }

        void prepare() throws SQLException {
            words.accept("a table of %,d rows, and an application that uses it".formatted(rows));
            DemoTable.make(database, traffic, rows);
            traffic.start();
            traffic.become(Live.fully(DemoTable.OLD));
            pause(Duration.ofSeconds(1));
            traffic.drain();
            pause(WHILE);
            idle = DemoFigures.Percentiles.of(traffic.drain());
        }

        DemoFigures figures() {
            traffic.check("at the end");
            var before = java.util.Objects.requireNonNull(idle, "prepare comes first");
            return DemoFigures.of(before, traffic.drain());
        }

        @Override
        public void close() {
            traffic.close();
        }
    }
}
