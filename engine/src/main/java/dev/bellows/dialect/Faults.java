package dev.bellows.dialect;

import java.sql.SQLException;

/** Reads a server's error codes. Thread-safe. */
public interface Faults {
    Fault classify(SQLException failure);
}
