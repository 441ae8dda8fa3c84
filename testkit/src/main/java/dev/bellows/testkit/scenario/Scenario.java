package dev.bellows.testkit.scenario;

import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.traffic.Timeline;
import dev.bellows.testkit.traffic.Traffic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A case on a server: goes the paths one after the other on one database, with both versions of the application live all
 * the time, and fails where a promise is broken.
 */
public final class Scenario {
    private static final Duration IDLE = Duration.ofMillis(700);

    private final CaseServer server;
    private final Case subject;
    private final Traffic.Load load;

    private Scenario(CaseServer server, Case subject, Traffic.Load load) {
        this.server = server;
        this.subject = subject;
        this.load = load;
    }

    public static Scenario of(Case subject, PostgresServer server) {
        return of(subject, new OnPostgres(server));
    }

    public static Scenario of(Case subject, CaseServer server) {
        return new Scenario(server, subject, Traffic.Load.BUSY);
    }

    public Scenario under(Traffic.Load other) {
        return new Scenario(server, subject, other);
    }

    /**
     * Goes every path of the case and prints its figures in a line; {@link AssertionError} where a promise is broken.
     * Failed statements and lost writes count at once. A stall counts when it comes again each time that its path is gone
     * alone: other scenarios run beside this one, and one stall among them proves nothing.
     */
    public List<Figures> goesEveryWay() throws SQLException {
        var paths = subject.schedule().paths();
        var figures = new ArrayList<Figures>();
        for (var figure : Machine.shared(() -> goes(paths))) {
            figures.add(figure.stalls().isEmpty() ? figure : again(figure));
        }
        return figures;
    }

    private static final int MEASUREMENTS = 3;

    private Figures again(Figures first) throws SQLException {
        var last = first;
        for (var measurement = 0; measurement < MEASUREMENTS; measurement++) {
            System.out.printf("measured again, alone: %s: %s%n", last.title(), String.join("\n", last.stalls()));
            last = Machine.alone(() -> goes(List.of(first.path()))).getFirst();
            if (last.stalls().isEmpty()) {
                return last;
            }
        }
        throw new AssertionError(last.title() + ":\n" + String.join("\n", last.stalls()));
    }

    private List<Figures> goes(List<Path> paths) throws SQLException {
        var database = server.create(subject.start().origin());
        var figures = new ArrayList<Figures>();
        try (var start = Start.of(this, database)) {
            for (var path : paths) {
                figures.add(start.along(path, "%s %s".formatted(subject.name(), server)));
            }
        }
        database.drop();
        return figures;
    }

    /** The state before the migration, to which every rollback must come back. */
    private record Start(
            CaseServer server,
            Case subject,
            CaseDatabase database,
            Traffic traffic,
            Timeline timeline,
            Snapshot schema,
            Snapshot otherRows)
            implements AutoCloseable {

        static Start of(Scenario scenario, CaseDatabase database) throws SQLException {
            var subject = scenario.subject;
            database.prepare(subject.start().ddl());
            var timeline = new Timeline();
            var traffic = Traffic.on(database.database(), scenario.load, timeline);
            traffic.seed(subject.before(), subject.start().rows());
            database.analyze();
            var otherRows = otherRows(subject, database);
            return new Start(scenario.server, subject, database, traffic, timeline, database.schema(), otherRows);
        }

        /** The rows of the tables that the versions do not write to. */
        private static Snapshot otherRows(Case subject, CaseDatabase database) throws SQLException {
            return subject.compared(database).without(subject.table());
        }

        Figures along(Path path, String scenario) throws SQLException {
            var course = new Course(subject, database, traffic, timeline);
            traffic.start();
            course.begin();
            Course.pause(IDLE);
            var idle = traffic.drain();
            var begun = System.nanoTime();
            try {
                go(path, course);
                course.settle();
            } catch (AssertionError e) {
                var figures =
                        new Figures(scenario, path, new Figures.Felt(idle, traffic.drain()), timeline, since(begun));
                throw new AssertionError(
                        "%s: %s%n%s".formatted(figures.title(), e.getMessage(), String.join("\n", figures.broken())),
                        e);
            }
            var figures = new Figures(scenario, path, new Figures.Felt(idle, traffic.drain()), timeline, since(begun));
            System.out.println(figures.line());
            var broken = new ArrayList<>(figures.broken());
            broken.addAll(path == Path.PURGE ? differencesFromTwin() : differencesFromStart());
            if (!broken.isEmpty()) {
                throw new AssertionError(figures.title() + ":\n" + String.join("\n", broken));
            }
            return figures;
        }

        private void go(Path path, Course course) {
            switch (path) {
                case EXPAND_ROLLBACK -> {
                    course.blockNextStep(Course.Blocking.WRITING);
                    course.expand();
                    course.rollBackToStart();
                }
                case MIGRATE_ROLLBACK -> {
                    course.expand();
                    course.migrate();
                    course.blockNextStep(Course.Blocking.READING);
                    course.rollBackToStart();
                }
                case CONTRACT_ROLLBACK -> {
                    course.expand();
                    course.migrate();
                    course.contract();
                    course.blockNextStep(Course.Blocking.WRITING);
                    course.rollBackOnce();
                    course.rollBackToStart();
                }
                case PURGE -> {
                    course.expand();
                    course.migrate();
                    course.blockNextStep(Course.Blocking.READING);
                    course.contract();
                    course.purge();
                }
            }
        }

        private List<String> differencesFromStart() throws SQLException {
            var differences = new ArrayList<>(schema.diff(database.schema()));
            differences.addAll(otherRows.diff(otherRows(subject, database)));
            return differences;
        }

        /** What the file itself makes of the old rows, on a database with no users. */
        private List<String> differencesFromTwin() throws SQLException {
            traffic.become();
            var twin = server.create(subject.start().origin());
            twin.prepare(subject.start().ddl());
            if (subject.twin() == Case.Twin.SCHEMA_AND_ROWS) {
                Traffic.write(twin.database(), subject.before(), traffic.contents());
            }
            twin.run(subject.file());
            var differences = new ArrayList<>(twin.schema().diff(database.schema()));
            if (subject.twin() == Case.Twin.SCHEMA_AND_ROWS) {
                differences.addAll(subject.compared(twin).diff(subject.compared(database)));
            }
            twin.drop();
            return differences;
        }

        private static Duration since(long begun) {
            return Duration.ofNanos(System.nanoTime() - begun);
        }

        @Override
        public void close() {
            traffic.close();
        }
    }
}
