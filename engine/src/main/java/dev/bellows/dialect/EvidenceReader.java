package dev.bellows.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Reads who still uses the old shape. Thread-safe. */
public interface EvidenceReader {

    /** Somebody who wrote through a shape; the age is by the database's clock. */
    record Writer(String watch, String application, String user, String address, Duration lastSeenAgo) {}

    /** A client session that was open before expand. */
    record OldSession(long pid, String user, String application, String address, Duration age) {}

    /** Writers through the old shape, the most recent first. */
    List<Writer> writers(Connection connection, List<String> watches) throws SQLException;

    /** Client sessions in this database, other than ours, that are older than {@code age}. */
    List<OldSession> sessionsOlderThan(Connection connection, Duration age) throws SQLException;
}
