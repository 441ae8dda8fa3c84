package dev.bellows.mysql.store;

import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunEventJson;
import dev.bellows.json.Json;
import dev.bellows.migration.MigrationId;
import dev.bellows.mysql.query.Server;
import dev.bellows.store.Sql;
import dev.bellows.store.Store.Entry;
import dev.bellows.store.Store.SavedRun;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Saved runs and their journal. */
final class Runs {
    /** Ages count from the events after the last saved plan; a contract that was rolled back does not count. */
    private static final String SELECT = """
            SELECT r.migration, r.checksum, r.file, r.plan,
                timestampdiff(MICROSECOND, (
                    SELECT min(j.at) FROM %2$s j WHERE j.migration = r.migration
                    AND %3$s IN ('StepStarted', 'PhaseFinished') AND j.sequence > (
                        SELECT max(p.sequence) FROM %2$s p WHERE p.migration = r.migration AND %4$s = 'PlanSaved')),
                    now(6)),
                timestampdiff(MICROSECOND, (
                    SELECT max(j.at) FROM %2$s j WHERE j.migration = r.migration
                    AND %3$s = 'PhaseFinished' AND json_unquote(json_extract(j.event, '$.phase')) = 'CONTRACT' AND j.sequence > (
                        SELECT max(p.sequence) FROM %2$s p WHERE p.migration = r.migration
                        AND %4$s IN ('PlanSaved', 'RollbackStarted'))),
                    now(6))
            FROM %1$s r
            """;

    private final String select;
    private final String runs;
    private final String journal;
    private final String leases;

    Runs(StateDatabase database) {
        this.runs = database.table("run");
        this.journal = database.table("journal");
        this.leases = database.table("lease");
        this.select = SELECT.formatted(runs, journal, type("j"), type("p"));
    }

    private static String type(String line) {
        return "json_unquote(json_extract(%s.event, '$.type'))".formatted(line);
    }

    void save(Connection transaction, SavedRun run) throws SQLException {
        new Sql("""
                        INSERT INTO %s (migration, checksum, file, plan, saved) VALUES (?, ?, ?, ?, now(6))
                        ON DUPLICATE KEY UPDATE checksum = VALUES(checksum), file = VALUES(file), plan = VALUES(plan),
                            saved = VALUES(saved)
                        """.formatted(runs), run.migration().value(), run.checksum(), run.file(), run.plan()).run(transaction);
        append(transaction, run.migration(), new RunEvent.PlanSaved(run.checksum()));
    }

    Optional<SavedRun> one(Connection connection, MigrationId migration) throws SQLException {
        return new Sql(select + " WHERE r.migration = ?", migration.value()).row(connection, Runs::run);
    }

    List<SavedRun> all(Connection connection) throws SQLException {
        return new Sql(select + " ORDER BY r.first_saved, r.migration").rows(connection, Runs::run);
    }

    List<Entry> journal(Connection connection, MigrationId migration) throws SQLException {
        return new Sql("""
                        SELECT sequence, date_format(at, '%%Y-%%m-%%dT%%H:%%i:%%s.%%fZ'), actor, event
                        FROM %s WHERE migration = ? ORDER BY sequence
                        """.formatted(journal), migration.value())
                .rows(
                        connection,
                        row -> new Entry(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                RunEventJson.read(Json.readObject(row.getString(4)))));
    }

    /** The number of connections is that of the last one; it is read before the line is written, so that none is missed. */
    void append(Connection transaction, MigrationId migration, RunEvent event) throws SQLException {
        long connections = Server.lastConnection(transaction);
        new Sql(
                        """
                        INSERT INTO %s (migration, actor, event, server, last_connection)
                        VALUES (?, coalesce((SELECT owner FROM %s WHERE migration = ? AND connection_id = connection_id()),
                            current_user()), ?, %s, ?)
                        """.formatted(journal, leases, Server.IDENTITY),
                        migration.value(),
                        migration.value(),
                        Json.write(RunEventJson.write(event)),
                        connections)
                .run(transaction);
    }

    private static SavedRun run(ResultSet row) throws SQLException {
        return new SavedRun(
                new MigrationId(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                age(row.getBigDecimal(5)),
                age(row.getBigDecimal(6)));
    }

    private static Optional<Duration> age(@Nullable BigDecimal microseconds) {
        return Optional.ofNullable(microseconds)
                .map(value -> Duration.ofMillis(value.movePointLeft(3).longValue()));
    }
}
