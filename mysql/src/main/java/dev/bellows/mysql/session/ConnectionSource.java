package dev.bellows.mysql.session;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a new connection each time; never one from a pool, because the session lock and settings live in it. */
@FunctionalInterface
public interface ConnectionSource {
    Connection open() throws SQLException;
}
