package dev.bellows.testkit.mysql;

import static dev.bellows.testkit.mysql.Migrating.fault;
import static dev.bellows.testkit.mysql.Migrating.one;
import static dev.bellows.testkit.mysql.Migrating.run;
import static dev.bellows.testkit.mysql.Migrating.since;
import static dev.bellows.testkit.mysql.Migrating.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.dialect.Fault;
import dev.bellows.dialect.Sessions.Firing;
import dev.bellows.mysql.grammar.Flavour;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that the servers do not have are kept all the same, and hit nothing else. */
final class MysqlSessionsTest {
    private static final int LOOPS = 300;
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration NONE = Duration.ZERO;

    /** The server's own timeout is a second: who waited less was not saved by it. */
    private static final Duration BEFORE_THE_SERVER = Duration.ofMillis(950);

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_wait_for_a_lock_ends_in_time_and_who_queued_behind_goes_on(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var holder = on.database().connect(MysqlUser.APP);
                var reader = on.database().connect(MysqlUser.APP);
                var observer = on.database().connect(MysqlUser.ADMINISTRATOR);
                var ours = on.sessions().open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            run(holder, "SELECT * FROM users");
            on.sessions().limit(ours, SHORT, NONE);
            var begun = System.nanoTime();
            var altering = threads.submit(() -> fault(ours, "ALTER TABLE users ADD COLUMN late int"));
            until(
                    observer,
                    "1",
                    "SELECT count(*) FROM information_schema.processlist WHERE state = 'Waiting for table metadata lock' AND db = '%s'"
                            .formatted(on.database().name()));
            var read = System.nanoTime();
            run(reader, "SELECT * FROM users");
            assertThat(since(read)).isLessThan(BEFORE_THE_SERVER);
            assertThat(altering.get()).isInstanceOf(Fault.Retryable.class);
            assertThat(since(begun)).isBetween(SHORT.multipliedBy(3).dividedBy(4), BEFORE_THE_SERVER);
            holder.rollback();
            run(ours, "ALTER TABLE users ADD COLUMN late int");
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_kill_that_comes_too_late_hits_nothing(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var ours = on.sessions().open()) {
            var ended = 0;
            for (var loop = 0; loop < LOOPS; loop++) {
                on.sessions().limit(ours, NONE, Duration.ofMillis(2));
                ended += isEnded(ours, "SELECT sleep(0.002) FROM users LIMIT 1") ? 1 : 0;
                assertThat(one(ours, "SELECT count(*) FROM users")).isEqualTo("5");
            }
            assertThat(ended).as("%d of %d", ended, LOOPS).isBetween(1, LOOPS);
        }
    }

    /** A sleep that is ended says 1 where the statement does not fail. */
    private static boolean isEnded(Connection connection, String sleep) throws SQLException {
        try {
            return one(connection, sleep).equals("1");
        } catch (SQLException e) {
            assertThat(e.getErrorCode()).isEqualTo(1317);
            return true;
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void limits_end_with_the_transaction_or_the_statement(MysqlVersion version) throws Exception {
        var slow = "SELECT count(*) FROM users WHERE sleep(0.06) = 0"; // five rows
        try (var on = Migrating.on(version);
                var ours = on.sessions().open()) {
            on.sessions().limit(ours, NONE, SHORT);
            assertThat(fault(ours, slow)).isInstanceOf(Fault.Retryable.class);
            assertThat(one(ours, slow)).isEqualTo("5");
            ours.setAutoCommit(false);
            on.sessions().limit(ours, NONE, SHORT);
            assertThat(fault(ours, slow)).isInstanceOf(Fault.Retryable.class);
            assertThat(fault(ours, slow)).isInstanceOf(Fault.Retryable.class);
            ours.rollback();
            assertThat(one(ours, slow)).isEqualTo("5");
            on.sessions().limit(ours, NONE, SHORT);
            ours.commit();
            assertThat(one(ours, slow)).isEqualTo("5");
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void the_server_knows_the_next_longer_limit(MysqlVersion version) throws Exception {
        var known = "SELECT concat(@@lock_wait_timeout, ' ', @@innodb_lock_wait_timeout)";
        try (var on = Migrating.on(version);
                var ours = on.sessions().open()) {
            assertThat(one(ours, known)).isEqualTo("1 1");
            on.sessions().limit(ours, Duration.ofMillis(1500), NONE);
            assertThat(one(ours, known)).isEqualTo("2 2");
            assertThat(one(ours, known)).isEqualTo("1 1");
            on.sessions().unlimited(ours);
            assertThat(one(ours, known)).isEqualTo("31536000 31536000");
            on.sessions().limited(ours);
            assertThat(one(ours, known)).isEqualTo("1 1");
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void is_quiet_until_the_transaction_ends(MysqlVersion version) throws Exception {
        var quiet = "SELECT coalesce(@bellows_quiet, 'loud')";
        try (var on = Migrating.on(version);
                var ours = on.sessions().open()) {
            for (var end : new String[] {"commit", "rollback", "autocommit"}) {
                ours.setAutoCommit(false);
                on.sessions().quiet(ours, Firing.NOTHING);
                assertThat(one(ours, quiet)).isEqualTo("1");
                switch (end) {
                    case "commit" -> ours.commit();
                    case "rollback" -> ours.rollback();
                    default -> ours.setAutoCommit(true);
                }
                assertThat(one(ours, quiet)).as(end).isEqualTo("loud");
                ours.setAutoCommit(true);
            }
        }
    }

    /** A server that was set up in another way does not change what our statements mean. */
    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void sessions_are_the_same_everywhere(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var ours = on.sessions().open()) {
            assertThat(one(ours, "SELECT concat(@@time_zone, ' ', @@character_set_connection, ' ', @@autocommit = 1)"))
                    .isEqualTo("+00:00 utf8mb4 1");
            assertThat(one(ours, "SELECT @@sql_mode").split(",", -1))
                    .contains("STRICT_ALL_TABLES", "ERROR_FOR_DIVISION_BY_ZERO")
                    .doesNotContain("ANSI_QUOTES", "PIPES_AS_CONCAT", "IGNORE_SPACE", "ONLY_FULL_GROUP_BY");
            assertThat(one(ours, "SELECT find_in_set('NO_ZERO_DATE', @@sql_mode) > 0"))
                    .isEqualTo(version.flavour() == Flavour.MYSQL ? "1" : "0");
            assertThat(ours.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            try (var statement = ours.createStatement()) {
                assertThat(statement.getConnection()).isEqualTo(ours);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_client_that_hangs_in_a_transaction_loses_its_locks(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var other = on.database().connect(MysqlUser.APP);
                var ours = on.sessions().open()) {
            ours.setAutoCommit(false);
            run(ours, "UPDATE users SET name = 'x' WHERE id = 1");
            run(other, "SET innodb_lock_wait_timeout = 20");
            var begun = System.nanoTime();
            run(other, "UPDATE users SET name = 'y' WHERE id = 1");
            assertThat(since(begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(fault(ours, "SELECT 1")).isInstanceOf(Fault.Ambiguous.class);
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_watchdog_that_was_lost_comes_back(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var admin = on.database().connect(MysqlUser.ADMINISTRATOR);
                var ours = on.sessions().open()) {
            on.sessions().limit(ours, NONE, SHORT);
            assertThat(fault(ours, "SELECT count(*) FROM users WHERE sleep(1) = 0"))
                    .isInstanceOf(Fault.Retryable.class);
            var others = Rows.of(
                    admin,
                    "SELECT id FROM information_schema.processlist WHERE user = '%s' AND id <> %s"
                            .formatted(
                                    MysqlUser.OWNER.account(on.database().name()),
                                    one(ours, "SELECT connection_id()")));
            assertThat(others).hasSize(1);
            run(admin, "KILL " + others.getFirst().getFirst());
            on.sessions().limit(ours, NONE, SHORT);
            assertThat(fault(ours, "SELECT count(*) FROM users WHERE sleep(1) = 0"))
                    .isInstanceOf(Fault.Retryable.class);
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_connection_of_somebody_else_is_refused(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var other = on.database().connect(MysqlUser.OWNER)) {
            assertThatThrownBy(() -> on.sessions().limit(other, SHORT, NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not opened by MysqlSessions");
        }
    }
}
