package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.mysql.catalog.Algorithm;
import dev.bellows.mysql.catalog.AlterTrial;
import dev.bellows.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What decisions 13 and 14 stand on, on each server: a contract that is one ALTER TABLE under triggers that stay. */
final class SwapFactsTest {
    private static final String VERSIONS = "dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild";
    private static final int WRITERS = 3;
    private static final int SWAPS = 12;
    private static final int WRITES_BETWEEN = 40;
    private static final int PATIENT_SECONDS = 20;

    /** {@code age} is text such as {@code 7y} at first and a number after the swap; {@code twin} is the other. */
    private static final List<String> TABLE = List.of(
            "CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT, age varchar(20) NOT NULL, twin int, n int NOT NULL DEFAULT 0,"
                    + " m0 varchar(1) CHARACTER SET ascii, m1 varchar(1) CHARACTER SET latin1, KEY (age))",
            trigger("INSERT", "NEW.twin IS NULL", "NEW.age IS NULL OR NEW.twin IS NOT NULL"),
            trigger("UPDATE", "NOT (NEW.age <=> OLD.age)", "NOT (NEW.twin <=> OLD.twin)"));

    private static final String SWAP =
            "RENAME COLUMN age TO twin, RENAME COLUMN twin TO age," + " RENAME COLUMN m0 TO m1, RENAME COLUMN m1 TO m0";

    /** The visible column gives the twin; where the twin was written instead, it gives the visible one. */
    private static String trigger(String event, String visible, String twin) {
        return """
                CREATE TRIGGER sync_%1$s BEFORE %1$s ON t FOR EACH ROW
                BEGIN
                  IF charset(NEW.m0) = 'ascii' THEN
                    IF %2$s THEN SET NEW.twin = replace(NEW.age, 'y', '');
                    ELSEIF %3$s THEN SET NEW.age = concat(NEW.twin, 'y'); END IF;
                  ELSE
                    IF %2$s THEN SET NEW.twin = concat(NEW.age, 'y');
                    ELSEIF %3$s THEN SET NEW.age = replace(NEW.twin, 'y', ''); END IF;
                  END IF;
                END""".formatted(event, visible, twin);
    }

    private static MysqlDatabase with(MysqlVersion version) throws SQLException {
        assumeTrue(version.available(), () -> version + " is not here");
        var database = SharedMysqlServers.of(version).createDatabase();
        database.executeAs(MysqlUser.ADMINISTRATOR, TABLE.toArray(String[]::new));
        return database;
    }

    /** Writes both kinds of value, which both states take: a number converts, and text keeps its digits. */
    private static void write(MysqlDatabase database, AtomicBoolean stop, Semaphore done, Queue<String> failures) {
        var sql = "";
        try (var app = database.connect(MysqlUser.APP)) {
            while (!stop.get()) {
                var random = ThreadLocalRandom.current();
                var id = 1 + random.nextInt(50);
                sql = switch (random.nextInt(4)) {
                    case 0 -> "INSERT INTO t (age) VALUES (%d), (%d)".formatted(random.nextInt(99), random.nextInt(99));
                    case 1 ->
                        "INSERT INTO t (id, age) VALUES (%d, 5) ON DUPLICATE KEY UPDATE age = 6, n = n + 1"
                                .formatted(id);
                    case 2 -> "UPDATE t SET age = %d WHERE id = %d".formatted(random.nextInt(99), id);
                    default -> "REPLACE INTO t (id, age) VALUES (%d, %d)".formatted(id, random.nextInt(99));
                };
                run(app, sql);
                done.release();
            }
        } catch (SQLException e) {
            failures.add(sql + ": " + e.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void columns_trade_names_in_one_statement_while_writers_go_on(MysqlVersion version) throws Exception {
        var database = with(version);
        var stop = new AtomicBoolean();
        var done = new Semaphore(0);
        var failures = new ConcurrentLinkedQueue<String>();
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR);
                var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var how = AlterTrial.of(connection, new TableName(database.name(), "t"), SWAP)
                    .algorithm();
            assertThat(how).isEqualTo(version == MysqlVersion.MYSQL_8_0 ? Algorithm.IN_PLACE : Algorithm.INSTANT);
            run(connection, "SET SESSION lock_wait_timeout = " + PATIENT_SECONDS);
            for (var writer = 0; writer < WRITERS; writer++) {
                writers.execute(() -> write(database, stop, done, failures));
            }
            for (var swap = 1; swap <= SWAPS && failures.isEmpty(); swap++) {
                run(connection, "ALTER TABLE t %s, %s".formatted(SWAP, how.demand()));
                done.drainPermits();
                assertThat(done.tryAcquire(WRITES_BETWEEN, PATIENT_SECONDS, TimeUnit.SECONDS) || !failures.isEmpty())
                        .isTrue();
            }
            stop.set(true);
            writers.shutdown();
            assertThat(writers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(failures).isEmpty();
            assertThat(rows(connection, "SELECT charset(m0) FROM t LIMIT 1")).containsExactly("ascii");
            assertThat(rows(
                            connection,
                            "SELECT concat(id, ': ', age, ' and ', ifnull(twin, 'nothing')) FROM t"
                                    + " WHERE NOT (replace(age, 'y', '') + 0 <=> twin)"))
                    .isEmpty();
        }
        database.drop();
    }

    /** The trigger cannot be told of the new name; this is why nothing is renamed away. */
    @ParameterizedTest
    @MethodSource(VERSIONS)
    void a_column_that_is_renamed_away_breaks_its_triggers(MysqlVersion version) throws SQLException {
        var database = with(version);
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR)) {
            run(connection, "ALTER TABLE t RENAME COLUMN twin TO away");
            assertThatThrownBy(() -> run(connection, "INSERT INTO t (age) VALUES ('1y')"))
                    .hasMessageContaining("Unknown column 'twin' in 'NEW'");
        }
        database.drop();
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void a_wait_for_a_lock_ends_when_it_is_killed(MysqlVersion version) throws Exception {
        var database = with(version);
        try (var holder = database.connect(MysqlUser.APP);
                var ddl = database.connect(MysqlUser.OWNER);
                var killer = database.connect(MysqlUser.OWNER);
                var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            run(holder, "SELECT count(*) FROM t");
            var id = rows(ddl, "SELECT connection_id()").getFirst();
            var altering = waiting.submit(() -> {
                try {
                    run(ddl, "ALTER TABLE t ADD COLUMN late int, ALGORITHM=INSTANT");
                    return "altered";
                } catch (SQLException e) {
                    return String.valueOf(e.getErrorCode());
                }
            });
            var state = "SELECT state FROM information_schema.processlist WHERE id = " + id;
            while (!"Waiting for table metadata lock".equals(rows(killer, state).getFirst())) {
                assertThat(altering.isDone()).isFalse();
            }
            run(killer, "KILL QUERY " + id);
            assertThat(altering.get()).isEqualTo("1317");
            holder.rollback();
            assertThat(rows(ddl, "SHOW COLUMNS FROM t")).doesNotContain("late");
        }
        database.drop();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        return Rows.of(connection, sql).stream().map(List::getFirst).toList();
    }
}
