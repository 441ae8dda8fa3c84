package dev.bellows.testkit.mysql;

import static dev.bellows.testkit.mysql.Migrating.fault;
import static dev.bellows.testkit.mysql.Migrating.one;
import static dev.bellows.testkit.mysql.Migrating.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.dialect.Fault;
import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.mysql.session.MysqlFaults;
import dev.bellows.mysql.session.MysqlSessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault that a server can be brought to, on each server. */
final class MysqlFaultsTest {
    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE v (id int PRIMARY KEY AUTO_INCREMENT, tiny tinyint, short varchar(3), day date, word varchar(9) UNIQUE,
                latin varchar(9) CHARACTER SET latin1, fixed int NOT NULL DEFAULT 0, kind enum('a'), js json, spot point,
                positive int, CHECK (positive > 0))""",
            "CREATE TABLE parent (id int PRIMARY KEY)",
            "CREATE TABLE child (id int PRIMARY KEY, parent int, FOREIGN KEY (parent) REFERENCES parent (id))",
            "CREATE TABLE parts (id int) PARTITION BY RANGE (id) (PARTITION p VALUES LESS THAN (5))",
            "INSERT INTO v (id, tiny, short, word) VALUES (1, 100, 'abc', 'one'), (2, 1, 'x', 'two')",
            "INSERT INTO parent VALUES (1)",
            "INSERT INTO child VALUES (1, 1)",
            "CREATE TRIGGER refuse BEFORE DELETE ON v FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not this one'");

    /** A value is to blame. */
    private static final List<String> BAD_DATA = List.of(
            "UPDATE v SET tiny = 1000 WHERE id = 1",
            "UPDATE v SET tiny = tiny + 100 WHERE id = 1",
            "UPDATE v SET tiny = 'seven' WHERE id = 1",
            "UPDATE v SET tiny = '7y' WHERE id = 1",
            "UPDATE v SET tiny = cast('7y' AS signed) WHERE id = 1",
            "UPDATE v SET short = 'abcd' WHERE id = 1",
            "UPDATE v SET day = '2026-02-30' WHERE id = 1",
            "UPDATE v SET day = str_to_date('x', '%Y') WHERE id = 1",
            "UPDATE v SET fixed = NULL WHERE id = 1",
            "UPDATE v SET word = 'two' WHERE id = 1",
            "UPDATE v SET latin = '€😀' WHERE id = 1",
            "UPDATE v SET kind = 'b' WHERE id = 1",
            "UPDATE v SET tiny = 1 / 0 WHERE id = 1",
            "UPDATE v SET fixed = 9223372036854775807 + id WHERE id = 1",
            "UPDATE v SET js = '{' WHERE id = 1",
            "UPDATE v SET spot = 'nowhere' WHERE id = 1",
            "UPDATE v SET positive = -1 WHERE id = 1",
            "UPDATE child SET parent = 2",
            "DELETE FROM parent",
            "INSERT INTO parts VALUES (9)",
            "DELETE FROM v",
            "ALTER TABLE v MODIFY short varchar(2)",
            "ALTER TABLE v MODIFY day date NOT NULL, ALGORITHM=COPY",
            "ALTER TABLE v ADD CHECK (tiny < 10)");

    /** What will never succeed. */
    private static final List<String> PERMANENT = List.of(
            "SELEC 1",
            "SELECT * FROM nowhere",
            "SELECT nothing FROM v",
            "SELECT id FROM v a JOIN v b ON TRUE",
            "ALTER TABLE v DROP COLUMN nothing",
            "CREATE TABLE v (id int)",
            "SELECT * FROM mysql.user",
            "CREATE DATABASE not_mine");

    private static Migrating with(MysqlVersion version) throws SQLException {
        var on = Migrating.on(version);
        on.database().executeAs(MysqlUser.ADMINISTRATOR, TABLES.toArray(String[]::new));
        return on;
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void values_and_statements_are_told_apart(MysqlVersion version) throws Exception {
        try (var on = with(version);
                var connection = on.sessions().open()) {
            var softly = new SoftAssertions();
            for (var sql : BAD_DATA) {
                // 8.0.15 reads CHECK and forgets it
                if (version != MysqlVersion.MYSQL_8_0 || !(sql.contains("positive") || sql.contains("CHECK"))) {
                    softly.assertThat(number(connection, sql)).as(sql).isInstanceOf(Fault.BadData.class);
                }
            }
            for (var sql : PERMANENT) {
                softly.assertThat(number(connection, sql)).as(sql).isInstanceOf(Fault.Permanent.class);
            }
            softly.assertAll();
        }
    }

    private static Object number(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try {
            return fault(connection, sql);
        } catch (AssertionError e) {
            return "nothing";
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void what_may_succeed_later_is_tried_again(MysqlVersion version) throws Exception {
        try (var on = with(version);
                var holder = on.database().connect(MysqlUser.APP);
                var ours = on.sessions().open()) {
            holder.setAutoCommit(false);
            run(holder, "UPDATE v SET tiny = 5 WHERE id = 1");
            assertThat(fault(ours, "UPDATE v SET tiny = 6 WHERE id = 1")).isInstanceOf(Fault.Retryable.class);
            assertThat(fault(ours, "SELECT * FROM v WHERE id = 1 FOR UPDATE NOWAIT"))
                    .isInstanceOf(Fault.Retryable.class);
            assertThat(fault(ours, "ALTER TABLE v ADD COLUMN late int")).isInstanceOf(Fault.Retryable.class);
            holder.rollback();
            run(
                    ours,
                    version.flavour() == Flavour.MYSQL
                            ? "SET max_execution_time = 50"
                            : "SET max_statement_time = 0.05");
            assertThat(fault(ours, "SELECT * FROM v a JOIN v b JOIN v c JOIN v d WHERE sleep(0.1) = 0"))
                    .isInstanceOf(Fault.Retryable.class);
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_deadlock_is_tried_again(MysqlVersion version) throws Exception {
        try (var on = with(version);
                var other = on.database().connect(MysqlUser.APP);
                var ours = on.sessions().open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            run(other, "SET innodb_lock_wait_timeout = 20");
            other.setAutoCommit(false);
            ours.setAutoCommit(false);
            // the server gives up the transaction that has changed less
            run(other, "UPDATE child SET id = id + 10");
            run(other, "UPDATE v SET tiny = 5 WHERE id = 1");
            run(ours, "SELECT * FROM v WHERE id = 2 FOR UPDATE");
            var crossing = threads.submit(() -> {
                run(other, "UPDATE v SET tiny = 5 WHERE id = 2");
                return true;
            });
            assertThat(fault(ours, "SELECT * FROM v WHERE id = 1 FOR UPDATE")).isInstanceOf(Fault.Retryable.class);
            ours.rollback();
            assertThat(crossing.get()).isTrue();
            other.rollback();
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_lost_connection_says_nothing_about_its_statement(MysqlVersion version) throws Exception {
        try (var on = with(version);
                var admin = on.database().connect(MysqlUser.ADMINISTRATOR);
                var idle = on.sessions().open()) {
            run(admin, "KILL " + one(idle, "SELECT connection_id()"));
            assertThat(fault(idle, "SELECT 1")).isInstanceOf(Fault.Ambiguous.class);
            var closed = on.sessions().open();
            closed.close();
            assertThat(fault(closed, "SELECT 1")).isInstanceOf(Fault.Ambiguous.class);
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_server_that_is_full_or_takes_no_writes_or_is_gone(MysqlVersion version) throws Exception {
        try (var server = MysqlServer.start(version, Map.of("max-connections", "10"));
                var on = Migrating.on(server)) {
            var open = new ArrayList<Connection>();
            assertThatThrownBy(() -> {
                        while (true) {
                            open.add(on.sessions().open());
                        }
                    })
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(new MysqlFaults().classify(e)).isInstanceOf(Fault.Retryable.class));
            var ours = open.removeFirst();
            for (var other : open) {
                other.close();
            }
            server.execute("SET GLOBAL read_only = 1");
            assertThat(fault(ours, "INSERT INTO users VALUES (9, 'z')")).isInstanceOf(Fault.Ambiguous.class);
            server.execute("SET GLOBAL read_only = 0");
            server.stop(MysqlStop.KILL);
            assertThat(fault(ours, "SELECT 1")).isInstanceOf(Fault.Ambiguous.class);
            assertThatThrownBy(() -> new MysqlSessions(() -> on.database().connect(MysqlUser.OWNER)).open())
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(new MysqlFaults().classify(e)).isInstanceOf(Fault.Ambiguous.class));
            server.launch();
        }
    }
}
