package dev.bellows.mysql.session;

import dev.bellows.dialect.EvidenceReader;
import dev.bellows.mysql.query.Server;
import dev.bellows.mysql.query.Visible;
import dev.bellows.mysql.store.StateDatabase;
import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Who still uses the old shape: what the syncs noted, and sessions older than expand. No server here tells since when a
 * session is open, but it numbers them, and the journal knows which number was the last when a line of it was written.
 *
 * <p>A session counts to the database that it has chosen; another one is seen when it writes.
 */
public final class MysqlEvidence implements EvidenceReader {
    /** A second is the least that the time of the start is off. */
    private static final int START_SECONDS_OFF = 2;

    private static final String WRITERS = """
            SELECT watch, user_name, session, timestampdiff(MICROSECOND, max(seen), now(6))
            FROM %s WHERE watch IN (%s) GROUP BY watch, user_name, session ORDER BY 4, 1, 2, 3
            """;

    /** Lines of this server since it started. */
    private static final String LINES =
            "%s WHERE server = " + Server.IDENTITY + " AND at >= now(6) - INTERVAL ? SECOND";

    /** The last line before the moment; after a fail-over or a restart the first one after it, when more were there. */
    private static final String LAST_BEFORE = """
            SELECT coalesce(
                (SELECT last_connection FROM %1$s AND at <= now(6) - INTERVAL ? MICROSECOND ORDER BY at DESC LIMIT 1),
                (SELECT last_connection FROM %1$s ORDER BY at LIMIT 1), ?)
            """;

    /** The age is at least that of the first line that knows the session. */
    private static final String SESSIONS = """
            SELECT p.id, p.user, p.host, timestampdiff(MICROSECOND,
                       coalesce((SELECT min(at) FROM %s AND last_connection >= p.id), now(6)), now(6))
            FROM information_schema.processlist p
            WHERE p.db = ? AND p.id <= ? AND p.id <> connection_id() AND p.user NOT IN ('system user', 'event_scheduler')
              AND NOT (%s)
            ORDER BY 4 DESC, 1
            """;

    private final StateDatabase database;

    /**
     * Throws {@link IllegalArgumentException} as {@link StateDatabase} does.
     *
     * @param database the one whose tables are migrated
     */
    public MysqlEvidence(String database) {
        this.database = new StateDatabase(database);
    }

    /** A note of one session. */
    private record Note(String watch, String user, long session, Duration ago) {}

    @Override
    public List<Writer> writers(Connection connection, List<String> watches) throws SQLException {
        if (watches.isEmpty()) {
            return List.of();
        }
        var sql = WRITERS.formatted(database.writer(), Sql.placeholders(watches.size()));
        var notes = new Sql(sql, watches.toArray())
                .rows(
                        connection,
                        row -> new Note(row.getString(1), row.getString(2), row.getLong(3), micros(row.getLong(4))));
        var programs = Programs.read(connection);
        var writers = new LinkedHashMap<List<String>, Writer>();
        for (var note : notes) {
            int at = note.user().lastIndexOf('@');
            var writer = new Writer(
                    note.watch(),
                    programs.of(note.session()),
                    note.user().substring(0, Math.max(0, at)),
                    note.user().substring(at + 1),
                    note.ago());
            // the most recent comes first
            writers.putIfAbsent(List.of(writer.watch(), writer.application(), writer.user(), writer.address()), writer);
        }
        return List.copyOf(writers.values());
    }

    @Override
    public List<OldSession> sessionsOlderThan(Connection connection, Duration age) throws SQLException {
        var sessions = new ArrayList<OldSession>();
        if (!maySeeOthers(connection)) {
            sessions.add(new OldSession(0, "of any other user", "hidden from a role without PROCESS", "", age));
        }
        long up = Server.upSeconds(connection) + START_SECONDS_OFF;
        if (age.toSeconds() <= up) {
            sessions.addAll(older(connection, age, up));
        }
        sessions.sort(Comparator.comparing(OldSession::age).reversed().thenComparingLong(OldSession::pid));
        return sessions;
    }

    private List<OldSession> older(Connection connection, Duration age, long up) throws SQLException {
        var lines = LINES.formatted(database.table("journal"));
        long last = new Sql(
                        LAST_BEFORE.formatted(lines),
                        up,
                        age.dividedBy(ChronoUnit.MICROS.getDuration()),
                        up,
                        Server.lastConnection(connection))
                .row(connection, row -> row.getLong(1))
                .orElseThrow();
        var programs = Programs.read(connection);
        return new Sql(SESSIONS.formatted(lines, OurSessions.are("p.id")), up, database.target(), last)
                .rows(
                        connection,
                        row -> new OldSession(
                                row.getLong(1),
                                Objects.requireNonNullElse(row.getString(2), ""),
                                programs.of(row.getLong(1)),
                                row.getString(3).replaceFirst(":\\d+$", ""),
                                micros(row.getLong(4))));
    }

    /** What needs the same privilege as others' sessions, which would only be left out. */
    private static boolean maySeeOthers(Connection connection) throws SQLException {
        return Visible.rows(
                        connection, new Sql("SELECT count(*) FROM information_schema.innodb_trx"), row -> row.getInt(1))
                .isPresent();
    }

    private static Duration micros(long microseconds) {
        return Duration.of(microseconds, ChronoUnit.MICROS);
    }
}
