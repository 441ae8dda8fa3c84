package dev.bellows.run;

import dev.bellows.dialect.Dialect;
import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunState;
import dev.bellows.migration.MigrationId;
import dev.bellows.store.Control;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a person says while a run goes on elsewhere: needs no lease. */
public final class Operator {
    /** The gates that a person may accept although they are closed; parity is never one of them. */
    private static final Set<String> ACCEPTABLE = Set.of(GateReport.OLD_WRITERS, GateReport.OLD_SESSIONS);

    private final Dialect dialect;
    private final RunSettings settings;

    public Operator(Dialect dialect, RunSettings settings) {
        this.dialect = dialect;
        this.settings = settings;
    }

    /** Takes effect within one chunk, in whatever process the run is. */
    public Outcome mode(MigrationId migration, Control.Mode mode) {
        var command = switch (mode) {
            case PAUSED -> "pause";
            case RUNNING -> "resume";
        };
        return change(
                migration,
                command,
                control -> new Control(mode, control.chunk(), control.maxLag(), control.maxActive()),
                "bellows resume " + migration);
    }

    public Outcome tune(MigrationId migration, Tuning tuning) {
        return change(migration, "tune", tuning::applied, "bellows status " + migration);
    }

    /** Opens the approval gate until the shapes are compared anew or a rollback begins. */
    public Outcome approve(MigrationId migration, RunEvent.Approved approved) {
        return asked(migration, "approve", (connection, status) -> {
            var standing = Standing.of(migration, status.state());
            var wrong = approved.accepted().stream()
                    .filter(name -> !ACCEPTABLE.contains(name))
                    .toList();
            if (!wrong.isEmpty()) {
                return new Outcome.Refused(
                        standing,
                        List.of(Problems.problem(
                                "cannot-accept",
                                "no gate that can be accepted: " + String.join(", ", wrong),
                                "accept only " + GateReport.OLD_WRITERS + " or " + GateReport.OLD_SESSIONS)));
            }
            if (status.stage() != RunState.Stage.MIGRATED) {
                return new Outcome.Refused(
                        standing,
                        List.of(Problems.problem(
                                "not-migrated",
                                "%s is %s; approval counts between migrate and contract"
                                        .formatted(migration, status.stage().words()),
                                "approve when it is migrated")));
            }
            dialect.store().append(connection, migration, approved);
            return new Outcome.Done(Standing.of(migration, status.state().on(approved)));
        });
    }

    private Outcome change(MigrationId migration, String command, UnaryOperator<Control> change, String next) {
        return asked(migration, command, (connection, status) -> {
            dialect.store().setControl(connection, migration, change.apply(status.control()));
            return new Outcome.Done(Standing.of(migration, status.state()).andThen(next));
        });
    }

    /** What is done to a saved run. */
    @FunctionalInterface
    private interface Request {
        Outcome on(Connection connection, Status status) throws SQLException;
    }

    private Outcome asked(MigrationId migration, String tried, Request request) {
        try (var connection = dialect.sessions().open()) {
            var status = new StatusReader(dialect, settings).one(connection, migration);
            if (status.isEmpty()) {
                return Problems.unknown(migration);
            }
            dialect.store().install(connection);
            return request.on(connection, status.get());
        } catch (SQLException e) {
            var fault = dialect.faults().classify(e);
            return new Outcome.Failed(Standing.unknown(migration), tried, fault.message());
        }
    }
}
