package dev.bellows.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.postgres.session.PostgresEvidence;
import dev.bellows.postgres.store.PostgresStore;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NoteWriterTest {

    private static Target watched(PostgresVersion version) throws SQLException {
        var target = Target.with(version, 100);
        try (var connection = target.sessions().open()) {
            new PostgresStore().install(connection);
        }
        target.database().execute("""
                        DO $$ BEGIN
                            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app LOGIN; END IF;
                        END $$;
                        GRANT ALL ON users TO app;
                        CREATE TRIGGER watch BEFORE INSERT OR UPDATE OR DELETE ON users FOR EACH ROW
                        WHEN (coalesce(nullif(current_setting('bellows.noted_w1', true), ''), '0')::float8
                              < date_part('epoch', now()))
                        EXECUTE FUNCTION bellows.note_writer('w1')
                        """);
        return target;
    }

    private static void write(Connection connection, long id) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE users SET name = 'x' WHERE id = " + id);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void notes_a_role_without_rights_once_and_lets_deletes_through(PostgresVersion version) throws Exception {
        var target = watched(version);
        try (var app = target.database().connection("app")) {
            app.createStatement().execute("SET application_name = 'shop 1.0'");
            write(app, 3);
            write(app, 6);
            app.createStatement().execute("DELETE FROM users WHERE id = 9");
        }
        assertThat(target.one("SELECT count(*) FROM bellows.writer")).isEqualTo("1");
        assertThat(target.one("SELECT count(*) FROM users WHERE id = 9")).isEqualTo("0");
        try (var connection = target.sessions().open()) {
            var writer =
                    new PostgresEvidence().writers(connection, List.of("w1")).getFirst();
            assertThat(writer.application()).isEqualTo("shop 1.0");
            assertThat(writer.user()).isEqualTo("app");
            assertThat(writer.address()).isEqualTo("127.0.0.1");
            assertThat(writer.lastSeenAgo().toSeconds()).isLessThan(60);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_writer_that_rolls_back_is_noted_when_it_commits(PostgresVersion version) throws Exception {
        var target = watched(version);
        try (var app = target.database().connection("app")) {
            app.setAutoCommit(false);
            write(app, 3);
            app.rollback();
            assertThat(target.one("SELECT count(*) FROM bellows.writer")).isEqualTo("0");
            write(app, 3);
            app.commit();
        }
        assertThat(target.one("SELECT count(*) FROM bellows.writer")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void fifty_sessions_with_open_transactions_never_wait_for_each_other(PostgresVersion version) throws Exception {
        for (var isolation : List.of("READ COMMITTED", "SERIALIZABLE")) {
            var target = watched(version);
            var open = IntStream.rangeClosed(1, 50)
                    .mapToObj(i -> (Callable<Connection>) () -> {
                        var app = target.database().connection("app");
                        app.createStatement().execute("SET lock_timeout = '50ms'");
                        // who reads the whole table to find a row is in the way of all others that are SERIALIZABLE
                        app.createStatement().execute("SET enable_seqscan = off");
                        app.createStatement()
                                .execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + isolation);
                        app.setAutoCommit(false);
                        write(app, i * 3L);
                        return app;
                    })
                    .toList();
            try (var sessions = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var session : sessions.invokeAll(open)) {
                    try (var app = session.get()) {
                        app.commit();
                    }
                }
            }
            assertThat(Integer.parseInt(target.one("SELECT count(*) FROM bellows.writer")))
                    .isBetween(1, 50);
            assertThat(target.one("SELECT count(*) FROM users WHERE name = 'x'"))
                    .isEqualTo("50");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_prepared_transaction_can_be_noted(PostgresVersion version) throws Exception {
        try (var server = PostgresServer.start(version, Map.of("max_prepared_transactions", "5"))) {
            var database = server.createDatabase();
            database.execute("CREATE TABLE users (id bigint, name text); INSERT INTO users VALUES (3, 'a')");
            try (var connection = database.connection()) {
                new PostgresStore().install(connection);
            }
            database.execute("""
                    CREATE TRIGGER watch BEFORE UPDATE ON users FOR EACH STATEMENT
                    EXECUTE FUNCTION bellows.note_writer('w1')
                    """);
            try (var app = database.connection()) {
                app.createStatement().execute("BEGIN; UPDATE users SET name = 'x'; PREPARE TRANSACTION 'two'");
                app.createStatement().execute("COMMIT PREPARED 'two'");
                assertThat(Target.one(app, "SELECT count(*) FROM bellows.writer"))
                        .isEqualTo("1");
            }
        }
    }
}
