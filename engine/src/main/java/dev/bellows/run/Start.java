package dev.bellows.run;

import dev.bellows.dialect.CatalogReader;
import dev.bellows.dialect.Dialect;
import dev.bellows.dialect.Fault;
import dev.bellows.dialect.Locks;
import dev.bellows.journal.RunState;
import dev.bellows.json.Json;
import dev.bellows.migration.Migration;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.MigrationId;
import dev.bellows.migration.Parsed;
import dev.bellows.migration.Problem;
import dev.bellows.plan.Plan;
import dev.bellows.plan.PlanJson;
import dev.bellows.plan.PlanSettings;
import dev.bellows.plan.Planned;
import dev.bellows.store.Fenced;
import dev.bellows.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans, and saves a plan before its first step. */
public final class Start {
    private static final String READING = "ACCESS SHARE";

    private Start() {}

    /**
     * What would be done now. Of a run that has begun it is the saved plan; a new plan is refused where another run is
     * in its way.
     */
    public static Planned preview(Dialect dialect, Connection connection, MigrationFile file, PlanSettings settings)
            throws SQLException {
        var store = dialect.store();
        var exists = store.exists(connection);
        var run = exists ? store.run(connection, file.id()) : Optional.<Store.SavedRun>empty();
        if (run.isPresent() && stage(store, connection, file.id()) != RunState.Stage.PLANNED) {
            return run.get().checksum().equals(file.checksum())
                    ? new Planned.Accepted(saved(run.get()))
                    : new Planned.Rejected(List.of(Problems.edited(file.id())));
        }
        var planned = plan(dialect, connection, file, settings);
        if (exists && planned instanceof Planned.Accepted(var plan)) {
            var conflicts = conflicts(store, connection, plan);
            return conflicts.isEmpty() ? planned : new Planned.Rejected(conflicts);
        }
        return planned;
    }

    /** The plan of a file on this server, or every reason why not. Changes nothing. */
    public static Planned plan(Dialect dialect, Connection connection, MigrationFile file, PlanSettings settings)
            throws SQLException {
        return switch (dialect.frontEnd().parse(file)) {
            case Parsed.Refused(var problems) -> new Planned.Rejected(problems);
            case Parsed.Understood(var migration) -> plan(dialect, connection, migration, settings);
        };
    }

    private static Planned plan(Dialect dialect, Connection connection, Migration migration, PlanSettings settings)
            throws SQLException {
        var reading = read(dialect, connection, migration);
        var planned = dialect.planner().plan(migration, reading.catalog(), settings);
        if (reading.problems().isEmpty()) {
            return planned;
        }
        var problems = new ArrayList<>(reading.problems());
        if (planned instanceof Planned.Rejected(var more)) {
            problems.addAll(more);
        }
        return new Planned.Rejected(problems);
    }

    /** Somebody who holds a table under an exclusive lock is named. */
    private static CatalogReader.Reading read(Dialect dialect, Connection connection, Migration migration)
            throws SQLException {
        try {
            return dialect.catalogReader().read(connection, migration);
        } catch (SQLException e) {
            if (!(dialect.faults().classify(e) instanceof Fault.Retryable)) {
                throw e;
            }
            try (var observer = dialect.sessions().open()) {
                var blockers =
                        dialect
                                .locks()
                                .blockers(observer, List.copyOf(migration.tables()), READING, Duration.ZERO)
                                .stream()
                                .map(Locks.Blocker::describe)
                                .toList();
                throw blockers.isEmpty()
                        ? e
                        : new SQLException(
                                "%s; in the way: %s".formatted(e.getMessage(), String.join("; ", blockers)),
                                e.getSQLState(),
                                e);
            }
        }
    }

    /** Saves the plan, unless another run in flight shares a table: then the problems. */
    static List<Problem> save(WorkingSession session, MigrationFile file, Plan plan)
            throws SQLException, Fenced, InterruptedException {
        var problems = new ArrayList<Problem>();
        session.inTransaction(transaction -> {
            session.store().startAlone(transaction);
            problems.clear();
            problems.addAll(conflicts(session.store(), transaction, plan));
            if (problems.isEmpty()) {
                var text = Json.write(PlanJson.write(plan));
                session.store()
                        .savePlan(
                                transaction,
                                new Store.SavedRun(
                                        file.id(),
                                        file.checksum(),
                                        file.text(),
                                        text,
                                        Optional.empty(),
                                        Optional.empty()));
            }
        });
        return problems;
    }

    static Plan saved(Store.SavedRun run) {
        return PlanJson.read(Json.readObject(run.plan()));
    }

    private static List<Problem> conflicts(Store store, Connection connection, Plan plan) throws SQLException {
        var problems = new ArrayList<Problem>();
        for (var other : store.runs(connection)) {
            var stage = stage(store, connection, other.migration());
            if (other.migration().equals(plan.migration())
                    || stage == RunState.Stage.PLANNED
                    || stage == RunState.Stage.COMPLETE) {
                continue;
            }
            for (var table : saved(other).tables()) {
                if (plan.tables().contains(table)) {
                    problems.add(Problems.problem(
                            "table-in-flight",
                            "%s is being changed by %s, which is %s".formatted(table, other.migration(), stage.words()),
                            "finish that run, or take it back with: bellows rollback " + other.migration()));
                }
            }
        }
        return problems;
    }

    /** Runs that were saved after this one, are not taken back, and change one of its tables. */
    static List<MigrationId> builtOnTop(Store store, Connection connection, Plan plan) throws SQLException {
        var later = new ArrayList<MigrationId>();
        boolean after = false;
        for (var other : store.runs(connection)) {
            if (other.migration().equals(plan.migration())) {
                after = true;
            } else if (after
                    && stage(store, connection, other.migration()) != RunState.Stage.PLANNED
                    && saved(other).tables().stream().anyMatch(plan.tables()::contains)) {
                later.add(other.migration());
            }
        }
        return later;
    }

    private static RunState.Stage stage(Store store, Connection connection, MigrationId migration) throws SQLException {
        return RunState.of(store.journal(connection, migration).stream()
                        .map(Store.Entry::event)
                        .toList())
                .stage();
    }
}
