package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.postgres.session.PostgresEvidence;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is noted about old code makes no transaction of the application wait for another, nor fail, whatever its settings. */
final class ForegroundTest {
    private static final MigrationFile RENAME = Lab.file("ALTER TABLE users RENAME COLUMN name TO full_name;");
    private static final MigrationFile SPLIT = Lab.file("""
            --! down users.name = first || ' ' || last
            ALTER TABLE users ADD COLUMN first text, ADD COLUMN last text;
            UPDATE users SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
            ALTER TABLE users DROP COLUMN name;
            """);
    private static final String USERS = """
            CREATE TABLE users (id integer PRIMARY KEY, name text, n integer NOT NULL DEFAULT 0);
            INSERT INTO users SELECT i, 'a' || i || ' b' || i FROM generate_series(1, 100) i;
            """;

    private static Connection session(Lab lab, String user, String application) throws SQLException {
        var connection = lab.database().connection(user);
        Lab.run(connection, "SET application_name = '%s'; SET lock_timeout = '20ms'".formatted(application));
        return connection;
    }

    private static void write(Connection app, int id) throws SQLException {
        Lab.run(app, "UPDATE users SET name = 'x y' WHERE id = " + id);
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void two_open_transactions_that_write_the_old_shape_do_not_wait_in_either_order(PostgresVersion version)
            throws SQLException {
        for (var isolation : List.of("READ COMMITTED", "REPEATABLE READ")) {
            try (var lab = Lab.with(version, USERS).expand(RENAME);
                    var one = session(lab, "app_old", "shop 1.0");
                    var other = session(lab, "app_old", "shop 1.0")) {
                for (var connection : List.of(one, other)) {
                    Lab.run(connection, "BEGIN ISOLATION LEVEL " + isolation);
                }
                write(one, 1);
                write(other, 2);
                write(other, 3);
                write(one, 4);
                Lab.run(one, "INSERT INTO users (id, name) VALUES (101, 'x y')");
                Lab.run(other, "INSERT INTO users (id, name) VALUES (102, 'x y')");
                Lab.run(other, "COMMIT");
                Lab.run(one, "COMMIT");
                assertThat(lab.rows("SELECT count(*) FROM users WHERE name = 'x y' AND full_name = 'x y'"))
                        .containsExactly("6");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void the_evidence_says_who_wrote_from_where_and_when(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS).expand(RENAME);
                var one = session(lab, "app_old", "shop 1.0");
                var other = session(lab, "app_new", "batch 7");
                var fresh = session(lab, "app_new", "shop 2.0")) {
            write(one, 1);
            Lab.run(other, "INSERT INTO users (id, name) VALUES (101, 'x y')");
            Lab.run(fresh, "UPDATE users SET full_name = 'z z' WHERE id = 3; UPDATE users SET n = 1 WHERE id = 4");
            Lab.run(fresh, "INSERT INTO users (id, full_name) VALUES (102, 'z z'); DELETE FROM users WHERE id = 5");
            try (var eye = lab.database().connection()) {
                var watches = Lab.rows(eye, "SELECT DISTINCT watch FROM bellows.writer");
                var writers = new PostgresEvidence().writers(eye, watches);
                assertThat(writers)
                        .extracting(writer ->
                                "%s as %s from %s".formatted(writer.application(), writer.user(), writer.address()))
                        .containsExactlyInAnyOrder(
                                "shop 1.0 as app_old from 127.0.0.1", "batch 7 as app_new from 127.0.0.1");
                assertThat(writers).allMatch(writer -> writer.lastSeenAgo().compareTo(Duration.ofSeconds(30)) < 0);
            }
        }
    }

    /** A bound that no speed of the machine can break: the seconds between first and last, one for each and one to begin with. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_session_is_noted_about_once_a_second_and_forgotten_at_the_end(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS).expand(RENAME)) {
            try (var app = session(lab, "app_old", "shop 1.0")) {
                for (var i = 0; i < 300; i++) {
                    write(app, 1 + i % 100);
                }
                assertThat(lab.rows("""
                        SELECT count(*) <= 1 + extract(epoch FROM max(at) - min(at)) AND count(*) > 0 FROM bellows.writer
                        """)).containsExactly("t");
            }
            for (var i = 0; i < 15; i++) { // a pool that opens a session for each transaction
                try (var app = session(lab, "app_old", "shop 1.0")) {
                    write(app, 1 + i);
                }
            }
            assertThat(lab.rows("""
                    SELECT count(*) <= 1 + extract(epoch FROM max(at) - min(at)) FROM bellows.writer
                    """)).containsExactly("t");
            lab.migrate(RENAME.id()).contract(RENAME.id()).purge(RENAME.id());
            assertThat(lab.rows("SELECT count(*) FROM bellows.writer")).containsExactly("0");
        }
        try (var lab = Lab.with(version, USERS).expand(RENAME);
                var app = session(lab, "app_old", "shop 1.0")) {
            write(app, 1);
            lab.rollBackToStart(RENAME.id());
            assertThat(lab.rows("SELECT count(*) FROM bellows.writer")).containsExactly("0");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void settings_of_the_session_and_missing_rights_change_nothing(PostgresVersion version) throws SQLException {
        var settings = List.of(
                "SET search_path = ''",
                "SET search_path = nowhere",
                "SET search_path = pg_temp, public",
                "SET row_security = off",
                "SET statement_timeout = '5s'; SET idle_in_transaction_session_timeout = '5s'",
                "SET ROLE reader",
                "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "SET standard_conforming_strings = off; SET backslash_quote = on",
                "SET DateStyle = 'ISO, DMY'; SET IntervalStyle = 'sql_standard'",
                "SET transform_null_equals = on",
                "SET plan_cache_mode = force_generic_plan; SET jit_above_cost = 0",
                "SET check_function_bodies = off; SET default_transaction_deferrable = on");
        try (var lab = Lab.with(version, USERS + """
                        DO $$ BEGIN
                          PERFORM pg_advisory_xact_lock(7202701);
                          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE reader; END IF;
                          GRANT reader TO app_old;
                        END $$;
                        """).expand(SPLIT)) {
            lab.database()
                    .execute(
                            "GRANT USAGE ON SCHEMA public TO reader; GRANT ALL ON users TO reader;"
                                    + " REVOKE ALL ON SCHEMA bellows FROM PUBLIC; REVOKE ALL ON ALL TABLES IN SCHEMA bellows FROM PUBLIC");
            for (var i = 0; i < settings.size(); i++) {
                try (var app = session(lab, "app_old", "setting " + i)) {
                    Lab.run(app, settings.get(i));
                    assertThat(written(lab, app, i))
                            .as(settings.get(i))
                            .containsExactly("x y|x|y", "v w|v|w", "x y|x|y");
                }
            }
            assertThat(lab.rows("SELECT count(DISTINCT application), count(DISTINCT username) FROM bellows.writer"))
                    .containsExactly(settings.size() + "|1");
        }
    }

    private static List<String> written(Lab lab, Connection app, int place) throws SQLException {
        var id = 1 + place;
        Lab.run(app, "UPDATE public.users SET name = 'x y' WHERE id = " + id);
        Lab.run(app, "UPDATE public.users SET first = 'v', last = 'w' WHERE id = " + (id + 50));
        Lab.run(app, "INSERT INTO public.users (id, name) VALUES (%d, 'x y')".formatted(id + 200));
        return lab.rows("SELECT name, first, last FROM users WHERE id IN (%d, %d, %d) ORDER BY id"
                .formatted(id, id + 50, id + 200));
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_transaction_that_only_reads_can_read_both_shapes(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS).expand(RENAME);
                var app = session(lab, "app_old", "report")) {
            Lab.run(app, "SET default_transaction_read_only = on");
            assertThat(Lab.rows(app, "SELECT count(name), count(full_name) FROM users"))
                    .containsExactly("100|0");
            assertThat(lab.rows("SELECT count(*) FROM bellows.writer")).containsExactly("0");
        }
    }

    /** Reads of the application and what we note must not add up to a cycle that the server has to break. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void serializable_transactions_on_rows_of_their_own_all_commit(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS).expand(RENAME)) {
            // so that the application's own reads lock rows and not pages
            lab.database()
                    .execute("ANALYZE users; ALTER DATABASE %s SET enable_seqscan = off"
                            .formatted(lab.database().name()));
            try (var one = session(lab, "app_old", "shop 1.0");
                    var other = session(lab, "app_old", "shop 1.0");
                    var third = session(lab, "app_new", "shop 2.0")) {
                write(one, 100);
                var watch = lab.rows("SELECT watch FROM bellows.writer").getFirst();
                for (var round = 0; round < 10; round++) {
                    var id = 3 * round + 1;
                    for (var app : List.of(one, other, third)) {
                        Lab.run(app, "SET bellows.noted_%s = ''; BEGIN ISOLATION LEVEL SERIALIZABLE".formatted(watch));
                    }
                    write(one, id);
                    write(other, id + 1);
                    Lab.run(third, "UPDATE users SET full_name = 'x y' WHERE id = " + (id + 2));
                    for (var app : List.of(other, third, one)) {
                        Lab.run(app, "COMMIT");
                    }
                }
            }
            assertThat(lab.rows("SELECT count(*) FROM users WHERE name = 'x y' AND full_name = 'x y'"))
                    .containsExactly("31");
            assertThat(lab.rows("SELECT count(*) FROM bellows.writer"))
                    .as("every transaction of old code was noted")
                    .containsExactly("21");
        }
    }
}
