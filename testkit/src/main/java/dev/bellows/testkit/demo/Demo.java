package dev.bellows.testkit.demo;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.run.PurgeTime;
import dev.bellows.run.RollbackTo;
import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.scenario.CaseDatabase;
import dev.bellows.testkit.scenario.CaseServer;
import dev.bellows.testkit.traffic.Live;
import dev.bellows.testkit.traffic.Timeline;
import dev.bellows.testkit.traffic.Traffic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows what Bellows is for, on a server of its own that is gone afterwards: a table is renamed, split, retyped and
 * constrained while an old and a new version of an application write to it, is taken back after contract, and goes
 * through all the same; then the same file is run as it is, under the same traffic.
 */
public final class Demo {
    private static final Duration WHILE = Duration.ofSeconds(2);
    /** The rows that the applications own and write. */
    private static final int OWNED = 5_000;

    private final DemoServer kind;
    private final DemoTable table;
    private final long rows;
    private final RunListener listener;
    private final Consumer<String> words;

    /** Says what goes on to {@code words}, a line at a time, and each step and chunk to {@code listener}. */
    public Demo(DemoServer kind, long rows, RunListener listener, Consumer<String> words) {
        this.kind = kind;
        this.table = kind.table();
        this.rows = rows;
        this.listener = listener;
        this.words = words;
    }

    /** Runs it; the server is stopped and its folder removed when this returns or the process ends. */
    public DemoResult run() throws SQLException {
        words.accept("starting an embedded " + kind.title());
        try (var started = kind.start()) {
            return onServer(started.server());
        }
    }

    private DemoResult onServer(CaseServer server) throws SQLException {
        var gentle = new Stage(server.create(Case.Origin.EMPTY));
        final Duration rollback;
        final DemoFigures figures;
        try (gentle) {
            gentle.prepare();
            rollback = migrate(gentle);
            figures = gentle.figures();
        }
        words.accept("the same file, run as it is, under the same traffic");
        try (var naive = new Stage(server.create(Case.Origin.EMPTY))) {
            naive.prepare();
            naive.database.run(table.file());
            words.accept("done; the old version goes on for a moment, as in any rolling deployment");
            pause(Duration.ofMillis(500));
            naive.traffic.become(Live.fully(table.next()));
            pause(WHILE);
            return new DemoResult(rows, figures, rollback, naive.figures());
        }
    }

    /** The whole way, with one step back after contract, which is timed. */
    private Duration migrate(Stage stage) {
        var bellows = stage.database.bellows(listener);
        var id = table.file().id();
        var both = List.of(Live.fully(table.old()), Live.fully(table.next()));
        words.accept("expand: the new shape beside the old one");
        done(bellows.expand(table.file()));
        words.accept("the new version starts to write; migrate: rows are filled in chunks");
        stage.traffic.become(Live.fully(table.old()), Live.writing(table.next()));
        done(bellows.migrate(id));
        words.accept("both versions read and write");
        stage.traffic.become(both);
        pause(WHILE);
        words.accept("the old version is gone; contract");
        stage.traffic.become(Live.fully(table.next()));
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
        stage.traffic.become(Live.fully(table.next()));
        contract(bellows);
        done(bellows.purge(id, PurgeTime.NOW));
        pause(WHILE);
        return took;
    }

    private void contract(Bellows bellows) {
        var id = table.file().id();
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
        private final CaseDatabase database;
        private final Traffic traffic;
        private DemoFigures.@org.jspecify.annotations.Nullable Percentiles idle;

        Stage(CaseDatabase database) throws SQLException {
            this.database = database;
            database.prepare(table.ddl());
            this.traffic = Traffic.on(database.database(), Traffic.Load.BUSY, new Timeline());
        }

        void prepare() throws SQLException {
            words.accept("a table of %,d rows, and an application that uses it".formatted(rows));
            fill();
            traffic.start();
            traffic.become(Live.fully(table.old()));
            pause(Duration.ofSeconds(1));
            traffic.drain();
            pause(WHILE);
            idle = DemoFigures.Percentiles.of(traffic.drain());
        }

        private void fill() throws SQLException {
            traffic.seed(table.old(), (int) Math.min(rows, OWNED));
            try (var connection = database.database().administrator();
                    var statement = connection.createStatement()) {
                statement.execute(table.filler().formatted(Math.max(0, rows - OWNED)));
            }
            database.analyze();
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
