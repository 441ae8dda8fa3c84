package dev.bellows.testkit.scenario;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.traffic.AppVersion;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A migration with the two versions of the application that it lies between.
 *
 * @param start what it begins with
 * @param old the version before
 * @param fresh the version after
 * @param schedule when they run
 * @param twin whether the rows at the end equal what the file makes of the old rows
 */
public record Case(
        String name,
        Start start,
        MigrationFile file,
        Optional<AppVersion> old,
        Optional<AppVersion> fresh,
        Schedule schedule,
        Twin twin) {

    /**
     * What a case begins with.
     *
     * @param origin what is in the database
     * @param ddl what is done to it then
     * @param rows how many rows the application adds
     * @param restless columns that are set to the time of the write, {@code table.column}, or
     *     tables that triggers write to: they are not compared
     */
    public record Start(Origin origin, String ddl, int rows, List<String> restless) {
        public Start {
            restless = List.copyOf(restless);
        }
    }

    /** What is in the database that a case begins with. */
    public enum Origin {
        EMPTY,
        /** The sample database Sakila. */
        SAKILA
    }

    /** Whether the rows at the end can be compared with what the file makes of the old rows. */
    public enum Twin {
        SCHEMA_AND_ROWS,
        /** The new version writes what the old rows do not know. */
        SCHEMA
    }

    public static Case named(String name) {
        return new Case(
                name,
                new Start(Origin.EMPTY, "", 5_000, List.of()),
                MigrationFile.named("V1__none.sql", ""),
                Optional.empty(),
                Optional.empty(),
                Schedule.SIDE_BY_SIDE,
                Twin.SCHEMA_AND_ROWS);
    }

    private Case from(Start other) {
        return new Case(name, other, file, old, fresh, schedule, twin);
    }

    /** The DDL of the start: the table of the versions, with a key. */
    public Case table(String ddl) {
        return from(new Start(start.origin(), ddl, start.rows(), start.restless()));
    }

    public Case rows(int many) {
        return from(new Start(start.origin(), start.ddl(), many, start.restless()));
    }

    /** A database that is there already, with rows and columns that are set to the time of the write. */
    public Case on(Origin origin, String... restless) {
        return from(new Start(origin, start.ddl(), start.rows(), List.of(restless)));
    }

    public Case migration(String fileName, String sql) {
        return new Case(name, start, MigrationFile.named(fileName, sql), old, fresh, schedule, twin);
    }

    public Case oldVersion(AppVersion version) {
        return new Case(name, start, file, Optional.of(version), fresh, schedule, twin);
    }

    public Case newVersion(AppVersion version) {
        return new Case(name, start, file, old, Optional.of(version), schedule, twin);
    }

    public Case schedule(Schedule when) {
        return new Case(name, start, file, old, fresh, when, twin);
    }

    public Case twin(Twin compared) {
        return new Case(name, start, file, old, fresh, schedule, compared);
    }

    AppVersion before() {
        return old.orElseThrow(() -> new IllegalStateException(name + " has no old version"));
    }

    AppVersion after() {
        return fresh.orElseThrow(() -> new IllegalStateException(name + " has no new version"));
    }

    /** The table that the versions write to. */
    String table() {
        return before().rows().table();
    }

    /** The columns that are not compared, {@code table.column}. */
    private Set<String> uncompared() {
        var unrelated = table() + "." + before().rows().unrelated().column();
        return Stream.concat(start.restless().stream(), Stream.of(unrelated)).collect(Collectors.toUnmodifiableSet());
    }

    /** What is compared of the rows. */
    Snapshot compared(CaseDatabase database) throws SQLException {
        var rows = database.rows(uncompared());
        for (var table : start.restless()) {
            rows = rows.without(table);
        }
        return rows;
    }

    @Override
    public String toString() {
        return name;
    }
}
