package dev.bellows.testkit.demo;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.traffic.AppVersion;

/**
 * The table of the demonstration, the file that changes it, and the two versions of the application around it, in the
 * language of a server.
 *
 * @param filler makes rows from -1 down, as many as its {@code %d} says; nobody writes them, they are there for their number
 */
record DemoTable(String ddl, String filler, MigrationFile file, AppVersion old, AppVersion next) {}
