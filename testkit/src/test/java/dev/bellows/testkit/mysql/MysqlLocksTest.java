package dev.bellows.testkit.mysql;

import static dev.bellows.testkit.mysql.Migrating.one;
import static dev.bellows.testkit.mysql.Migrating.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.dialect.Locks.Blocker;
import dev.bellows.mysql.session.MysqlLoad;
import dev.bellows.mysql.session.MysqlLocks;
import dev.bellows.mysql.session.MysqlSessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is in the way, as far as each role may know it on each server. */
final class MysqlLocksTest {
    private static final Duration OLD = Duration.ofMillis(500);

    private static List<Blocker> blockers(Migrating on, Connection observer, String lock, Duration age)
            throws SQLException {
        return new MysqlLocks().blockers(observer, List.of(on.users()), lock, age);
    }

    private static MysqlSessions administrator(Migrating on) {
        return new MysqlSessions(() -> on.database().connect(MysqlUser.ADMINISTRATOR));
    }

    /** InnoDB shows its transactions as they were when somebody looked less than 0.1 s ago. */
    private static void breathe(Connection connection) throws SQLException {
        run(connection, "DO sleep(0.2)");
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void an_old_transaction_on_the_table_is_named(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var holder = on.database().connect(MysqlUser.APP);
                var observer = administrator(on).open()) {
            assertThat(blockers(on, observer, "EXCLUSIVE", Duration.ZERO)).isEmpty();
            holder.setAutoCommit(false);
            run(holder, "SELECT *  FROM users");
            var young = blockers(on, observer, "EXCLUSIVE", Duration.ofSeconds(30));
            assertThat(young).isEmpty();
            while (blockers(on, observer, "EXCLUSIVE", OLD).isEmpty()) {
                breathe(observer);
            }
            var blocker = blockers(on, observer, "EXCLUSIVE", OLD).getFirst();
            assertThat(blocker.pid()).isEqualTo(Long.parseLong(one(holder, "SELECT connection_id()")));
            assertThat(blocker.user())
                    .isEqualTo(MysqlUser.APP.account(on.database().name()));
            assertThat(blocker.transactionAge()).isBetween(OLD, Duration.ofSeconds(20));
            assertThat(blocker.query()).startsWith("idle in transaction");
            holder.rollback();
            breathe(observer);
            assertThat(blockers(on, observer, "EXCLUSIVE", OLD)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void where_locks_are_recorded_only_those_of_the_table_count(MysqlVersion version) throws Exception {
        try (var server = MysqlServer.start(
                        version,
                        Map.of(
                                "performance-schema",
                                "ON",
                                "performance-schema-instrument",
                                "wait/lock/metadata/sql/mdl=ON"));
                var on = Migrating.on(server);
                var elsewhere = on.database().connect(MysqlUser.APP);
                var holder = on.database().connect(MysqlUser.APP);
                var locker = on.database().connect(MysqlUser.OWNER);
                var observer = administrator(on).open()) {
            on.database().execute("CREATE TABLE other (id int)");
            elsewhere.setAutoCommit(false);
            run(elsewhere, "SELECT * FROM other");
            holder.setAutoCommit(false);
            run(holder, "SELECT *  FROM users");
            assertThat(blockers(on, observer, "EXCLUSIVE", Duration.ZERO))
                    .extracting(Blocker::pid)
                    .containsExactly(Long.parseLong(one(holder, "SELECT connection_id()")));
            assertThat(blockers(on, observer, "SHARED", Duration.ZERO)).isEmpty();
            holder.rollback();
            run(locker, "LOCK TABLES users WRITE");
            assertThat(blockers(on, observer, "SHARED", Duration.ZERO)).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_role_that_may_see_nothing_hears_of_nobody(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var holder = on.database().connect(MysqlUser.ADMINISTRATOR);
                var weak = new MysqlSessions(() -> on.database().connect(MysqlUser.APP)).open()) {
            holder.setAutoCommit(false);
            run(holder, "SELECT * FROM users");
            assertThat(blockers(on, weak, "EXCLUSIVE", Duration.ZERO)).isEmpty();
            assertThat(new MysqlLoad().read(weak).lockWaiters()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void load_is_who_works_and_who_waits_for_us(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var app = on.database().connect(MysqlUser.APP);
                var ours = administrator(on).open();
                var observer = administrator(on).open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var idle = new MysqlLoad().read(observer);
            assertThat(idle.lockWaiters()).isZero();
            assertThat(idle.replicaLag()).isZero();
            run(app, "SET innodb_lock_wait_timeout = 20");
            ours.setAutoCommit(false);
            run(ours, "UPDATE users SET name = 'x' WHERE id = 1");
            var waiting = threads.submit(() -> {
                run(app, "UPDATE users SET name = 'y' WHERE id = 1");
                return true;
            });
            while (one(observer, "SELECT coalesce(sum(trx_state = 'LOCK WAIT'), 0) FROM information_schema.innodb_trx")
                    .equals("0")) {
                breathe(observer);
            }
            var busy = new MysqlLoad().read(observer);
            ours.rollback();
            assertThat(waiting.get()).isTrue();
            assertThat(busy.lockWaiters()).isEqualTo(1);
            assertThat(busy.activeSessions()).isEqualTo(1);
        }
    }

    /** Without rights on performance_schema, which few roles have. */
    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void the_role_of_the_manual_sees_suspects(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var holder = on.database().connect(MysqlUser.APP);
                var observer = on.sessions().open()) {
            holder.setAutoCommit(false);
            run(holder, "SELECT * FROM users");
            assertThat(blockers(on, observer, "EXCLUSIVE", Duration.ZERO))
                    .extracting(Blocker::user)
                    .containsExactly(MysqlUser.APP.account(on.database().name()));
        }
    }
}
