package dev.bellows.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.Roles;
import dev.bellows.testkit.postgres.SharedServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A harness that cannot fail proves nothing: here it is shown what it must find. */
final class TrafficTest {
    private static final AppVersion OLD =
            AppVersion.of("app_old", "users", token -> List.of("name " + token), "name text");
    private static final AppVersion FRESH =
            AppVersion.of("app_new", "users", token -> List.of("name " + token), "full_name text");

    /** What happens to the database while the old version writes. */
    @FunctionalInterface
    private interface Deed {
        void on(PostgresDatabase database) throws SQLException;
    }

    private static Report after(Deed deed, Live... versions) throws Exception {
        return after("", deed, versions);
    }

    private static Report after(String rows, Deed deed, Live... versions) throws Exception {
        var database = SharedServers.of(PostgresVersion.V18).createDatabase();
        Roles.prepare(database);
        database.execute(
                "CREATE TABLE users (id bigint PRIMARY KEY, name text, touched int NOT NULL DEFAULT 0);" + rows);
        Roles.adopt(database);
        try (var traffic = Traffic.on(database, Traffic.Load.BUSY, new Timeline())) {
            traffic.seed(OLD, 2_000);
            traffic.start();
            traffic.become(Live.fully(OLD));
            Thread.sleep(Duration.ofMillis(200));
            deed.on(database);
            traffic.become(versions);
            Thread.sleep(Duration.ofMillis(200));
            traffic.check("at the end");
            return traffic.drain();
        }
    }

    @Test
    void finds_nothing_where_nothing_happens() throws Exception {
        var report = after(database -> {}, Live.fully(OLD));
        assertThat(report.failed().first()).isEmpty();
        assertThat(report.missing().first()).isEmpty();
        assertThat(report.statements()).isGreaterThan(50);
        assertThat(report.latencies().count()).isEqualTo(report.statements());
    }

    @Test
    void counts_what_a_plain_rename_breaks() throws Exception {
        var report = after(
                database -> database.execute("ALTER TABLE users RENAME COLUMN name TO full_name"), Live.fully(OLD));
        assertThat(report.failed().count()).isGreaterThan(10);
        assertThat(report.failed().first().getFirst().state()).isEqualTo("42703");
    }

    @Test
    void names_rows_that_lost_a_write() throws Exception {
        var report = after(
                database -> database.execute(
                        "UPDATE users SET name = 'tampered' WHERE id = 5; DELETE FROM users WHERE id = 6"),
                Live.fully(OLD));
        assertThat(report.missing().first()).extracting(Lost::key).contains(6L);
        assertThat(report.missing().count()).isBetween(1L, 20L);
    }

    @Test
    void lives_beside_rows_that_were_there_and_names_those_that_changed() throws Exception {
        var residents = "INSERT INTO users SELECT i, 'resident ' || i FROM generate_series(1, 3000) i";
        assertThat(after(residents, database -> {}, Live.fully(OLD)).missing().first())
                .isEmpty();
        var report = after(
                residents,
                database -> database.execute(
                        "UPDATE users SET name = NULL WHERE id = 5; DELETE FROM users WHERE id = 2999"),
                Live.fully(OLD));
        assertThat(report.missing().first())
                .filteredOn(lost -> lost.when().equals("at the end"))
                .extracting(Lost::key, Lost::expected, Lost::found)
                .containsExactly(tuple(5L, "resident 5", "NULL"), tuple(2999L, "resident 2999", "no row"));
    }

    @Test
    void compares_the_shapes_of_both_versions() throws Exception {
        var report = after(
                database -> database.execute(
                        "ALTER TABLE users ADD COLUMN full_name text; UPDATE users SET full_name = name"),
                Live.fully(OLD),
                Live.fully(FRESH));
        assertThat(report.failed().count()).isZero();
        assertThat(report.missing().count()).as("nothing syncs the two").isPositive();
    }

    @Test
    void measures_how_long_a_statement_waits() throws Exception {
        var report = after(
                database -> {
                    try (var locker = database.connection();
                            var statement = locker.createStatement()) {
                        locker.setAutoCommit(false);
                        statement.execute("LOCK TABLE users; SELECT pg_sleep(0.5)");
                        locker.commit();
                    }
                },
                Live.fully(OLD));
        assertThat(report.longestStall()).isBetween(Duration.ofMillis(450), Duration.ofSeconds(2));
        assertThat(report.latencies().percentile(0.5)).isLessThan(Duration.ofMillis(100));
    }
}
