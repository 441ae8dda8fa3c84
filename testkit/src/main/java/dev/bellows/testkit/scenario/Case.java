package dev.bellows.testkit.scenario;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.traffic.AppVersion;
import java.util.Optional;

/**
 * A migration with the two versions of the application that it lies between.
 *
 * @param table the DDL of the start; the table of the versions has a key and an unrelated integer column
 * @param rows how many rows it begins with
 * @param old the version before
 * @param fresh the version after
 * @param schedule when they run
 * @param twin whether the rows at the end equal what the file makes of the old rows
 */
public record Case(
        String name,
        String table,
        int rows,
        MigrationFile file,
        Optional<AppVersion> old,
        Optional<AppVersion> fresh,
        Schedule schedule,
        Twin twin) {

    /** Whether the rows at the end can be compared with what the file makes of the old rows. */
    public enum Twin {
        SCHEMA_AND_ROWS,
        /** The new version writes what the old rows do not know. */
        SCHEMA
    }

    public static Case named(String name) {
        return new Case(
                name,
                "",
                5_000,
                MigrationFile.named("V1__none.sql", ""),
                Optional.empty(),
                Optional.empty(),
                Schedule.SIDE_BY_SIDE,
                Twin.SCHEMA_AND_ROWS);
    }

    public Case table(String ddl) {
        return new Case(name, ddl, rows, file, old, fresh, schedule, twin);
    }

    public Case rows(int many) {
        return new Case(name, table, many, file, old, fresh, schedule, twin);
    }

    public Case migration(String fileName, String sql) {
        return new Case(name, table, rows, MigrationFile.named(fileName, sql), old, fresh, schedule, twin);
    }

    public Case oldVersion(AppVersion version) {
        return new Case(name, table, rows, file, Optional.of(version), fresh, schedule, twin);
    }

    public Case newVersion(AppVersion version) {
        return new Case(name, table, rows, file, old, Optional.of(version), schedule, twin);
    }

    public Case schedule(Schedule when) {
        return new Case(name, table, rows, file, old, fresh, when, twin);
    }

    public Case twin(Twin compared) {
        return new Case(name, table, rows, file, old, fresh, schedule, compared);
    }

    AppVersion before() {
        return old.orElseThrow(() -> new IllegalStateException(name + " has no old version"));
    }

    AppVersion after() {
        return fresh.orElseThrow(() -> new IllegalStateException(name + " has no new version"));
    }

    @Override
    public String toString() {
        return name;
    }
}
