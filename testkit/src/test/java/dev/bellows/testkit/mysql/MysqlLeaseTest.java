package dev.bellows.testkit.mysql;

import static dev.bellows.testkit.mysql.Migrating.ID;
import static dev.bellows.testkit.mysql.Migrating.one;
import static dev.bellows.testkit.mysql.Migrating.since;
import static dev.bellows.testkit.mysql.Migrating.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.dialect.Fault;
import dev.bellows.migration.MigrationId;
import dev.bellows.mysql.session.MysqlFaults;
import dev.bellows.mysql.store.MysqlStore;
import dev.bellows.store.Fenced;
import dev.bellows.store.Lease;
import dev.bellows.store.LeaseHeld;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MysqlLeaseTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void the_second_claimer_hears_who_has_it_and_a_zombie_is_fenced_off(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var first = on.sessions().open();
                var second = on.sessions().open()) {
            var store = on.store();
            store.install(first);
            var old = store.claim(first, ID, "alice@one");
            assertThatThrownBy(() -> store.claim(second, ID, "bob@two"))
                    .isInstanceOf(LeaseHeld.class)
                    .hasMessageMatching("alice@one, connection %s, user .* from .*, since .* UTC, now Sleep"
                            .formatted(one(first, "SELECT connection_id()")));
            store.claim(second, new MigrationId("V2__another"), "bob@two");
            store.release(first, old);
            var lease = store.claim(second, ID, "bob@two");
            assertThat(lease.epoch()).isEqualTo(old.epoch() + 1);
            assertThat(lease.nonce()).isNotEqualTo(old.nonce());
            assertThatThrownBy(() -> store.fence(first, old)).isInstanceOf(Fenced.class);
            store.fence(second, lease);
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void migrations_of_two_databases_have_two_leases(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var elsewhere = Migrating.on(version);
                var first = on.sessions().open();
                var second = elsewhere.sessions().open()) {
            on.store().install(first);
            elsewhere.store().install(second);
            on.store().claim(first, ID, "alice@one");
            assertThat(elsewhere.store().claim(second, ID, "bob@two").epoch()).isEqualTo(1);
        }
    }

    /** The successor gets the session lock of a runner that lost it, but not before its transaction has ended. */
    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_fenced_transaction_ends_before_a_successor_begins(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var first = on.database().connect(MysqlUser.OWNER); // ours would not idle that long
                var second = on.sessions().open()) {
            var store = on.store();
            store.install(first);
            var lease = store.claim(first, ID, "alice@one");
            first.setAutoCommit(false);
            store.fence(first, lease);
            store.release(first, lease);
            var begun = System.nanoTime();
            assertThatThrownBy(() -> store.claim(second, ID, "bob@two"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(new MysqlFaults().classify(e)).isInstanceOf(Fault.Retryable.class));
            assertThat(since(begun)).isLessThan(SOON);
            first.commit();
            first.setAutoCommit(true);
            assertThat(store.claim(second, ID, "bob@two").epoch()).isEqualTo(lease.epoch() + 1);
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_process_that_is_killed_leaves_its_lease_at_once(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var successor = on.sessions().open()) {
            on.store().install(successor);
            var holder = LeaseHolder.start(on, "DO 0");
            try {
                assertThatThrownBy(() -> on.store().claim(successor, ID, "bob@two"))
                        .isInstanceOf(LeaseHeld.class)
                        .hasMessageContaining("other@process");
            } finally {
                holder.destroyForcibly().waitFor();
            }
            var begun = System.nanoTime();
            assertThat(claimed(on.store(), successor).epoch()).isEqualTo(2);
            assertThat(since(begun)).isLessThan(SOON);
        }
    }

    /** No server here notices that a client is gone before its statement is over. */
    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_statement_that_goes_on_keeps_the_lease(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var successor = on.sessions().open()) {
            on.store().install(successor);
            var holder = LeaseHolder.start(on, "DO sleep(3)");
            until(
                    successor,
                    "1",
                    "SELECT count(*) FROM information_schema.processlist WHERE info = 'DO sleep(3)' AND db = '%s'"
                            .formatted(on.database().name()));
            holder.destroyForcibly().waitFor();
            assertThatThrownBy(() -> on.store().claim(successor, ID, "bob@two"))
                    .isInstanceOf(LeaseHeld.class)
                    .hasMessageContaining("other@process");
            assertThat(claimed(on.store(), successor).epoch()).isEqualTo(2);
        }
    }

    private static Lease claimed(MysqlStore store, Connection connection) throws SQLException {
        var begun = System.nanoTime();
        while (true) {
            try {
                return store.claim(connection, ID, "bob@two");
            } catch (LeaseHeld e) {
                assertThat(since(begun)).as(e.getMessage()).isLessThan(Duration.ofSeconds(20));
                Thread.onSpinWait();
            }
        }
    }
}
