package dev.bellows.testkit.mysql;

import static dev.bellows.testkit.mysql.Migrating.ID;
import static dev.bellows.testkit.mysql.Migrating.one;
import static dev.bellows.testkit.mysql.Migrating.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.dialect.EvidenceReader.OldSession;
import dev.bellows.dialect.EvidenceReader.Writer;
import dev.bellows.journal.RunEvent;
import dev.bellows.mysql.session.MysqlEvidence;
import dev.bellows.mysql.session.MysqlSessions;
import dev.bellows.mysql.store.StateDatabase;
import dev.bellows.plan.StepId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MysqlEvidenceTest {
    private static final RunEvent EXPAND = new RunEvent.StepStarted(new StepId("expand.1"));

    private static MysqlEvidence evidence(Migrating on) {
        return new MysqlEvidence(on.database().name());
    }

    private static List<Long> old(Migrating on, Connection connection) throws SQLException {
        var age = on.store().runs(connection).getFirst().sinceExpand().orElseThrow();
        return evidence(on).sessionsOlderThan(connection, age).stream()
                .map(OldSession::pid)
                .toList();
    }

    private static long id(Connection connection) throws SQLException {
        return Long.parseLong(one(connection, "SELECT connection_id()"));
    }

    private static void plan(Migrating on, Connection connection) throws SQLException {
        on.store().install(connection);
        run(
                connection,
                "INSERT INTO %s (migration, checksum, file, plan) VALUES ('%s', '', '', '')"
                        .formatted(new StateDatabase(on.database().name()).table("run"), ID));
        on.store().append(connection, ID, new RunEvent.PlanSaved("abc"));
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void sessions_that_were_there_before_expand_are_old(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var ours = on.sessions().open();
                var old = on.database().connect(MysqlUser.APP);
                var elsewhere = on.database().server().connection();
                var alsoOurs = on.sessions().open()) {
            plan(on, ours);
            on.store().append(ours, ID, EXPAND);
            run(ours, "DO sleep(1)"); // who comes while the age is read and used may count as old
            try (var young = on.database().connect(MysqlUser.APP)) {
                on.store().append(ours, ID, new RunEvent.StepFinished(new StepId("expand.1")));
                assertThat(old(on, ours))
                        .contains(id(old))
                        .doesNotContain(id(young), id(ours), id(alsoOurs), id(elsewhere));
            }
            var age = on.store().runs(ours).getFirst().sinceExpand().orElseThrow();
            var session = evidence(on).sessionsOlderThan(ours, age).getFirst();
            assertThat(session.user())
                    .isEqualTo(MysqlUser.APP.account(on.database().name()));
            assertThat(session.address()).isEqualTo("127.0.0.1");
            assertThat(session.age()).isBetween(age, age.plusSeconds(20));
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void none_is_older_than_its_server(MysqlVersion version) throws Exception {
        try (var server = MysqlServer.start(version, Map.of());
                var on = Migrating.on(server)) {
            try (var ours = on.sessions().open()) {
                for (int i = 0; i < 50; i++) {
                    on.database().connect(MysqlUser.APP).close();
                }
                plan(on, ours);
                on.store().append(ours, ID, EXPAND);
            }
            server.restart(MysqlStop.KILL);
            try (var ours = on.sessions().open();
                    var young = on.database().connect(MysqlUser.APP)) {
                // as if expand had been long before the restart; the numbers of then are higher than those of now
                run(
                        ours,
                        "UPDATE %s SET at = at - INTERVAL 1 DAY"
                                .formatted(new StateDatabase(on.database().name()).table("journal")));
                assertThat(old(on, ours)).doesNotContain(id(young)).isEmpty();
            }
        }
    }

    /** The numbers of another server say nothing: whoever is there before the first line of this one may be old. */
    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void after_a_fail_over_whoever_is_there_may_be_old(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var ours = on.sessions().open();
                var there = on.database().connect(MysqlUser.APP)) {
            plan(on, ours);
            on.store().append(ours, ID, EXPAND);
            run(
                    ours,
                    "UPDATE %s SET server = 'another', last_connection = 1"
                            .formatted(new StateDatabase(on.database().name()).table("journal")));
            assertThat(old(on, ours)).contains(id(there));
            on.store().append(ours, ID, new RunEvent.StepFinished(new StepId("expand.1")));
            try (var later = on.database().connect(MysqlUser.APP)) {
                assertThat(old(on, ours)).contains(id(there)).doesNotContain(id(later));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_role_that_may_not_see_others_hears_that_there_may_be_some(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var ours = on.sessions().open()) {
            plan(on, ours);
            on.store().append(ours, ID, EXPAND);
            on.database()
                    .execute("REVOKE PROCESS ON *.* FROM %s@'%%'"
                            .formatted(MysqlUser.OWNER.account(on.database().name())));
            try (var weak = on.sessions().open()) {
                assertThat(evidence(on).sessionsOlderThan(weak, Duration.ZERO))
                        .extracting(OldSession::application)
                        .contains("hidden from a role without PROCESS");
            }
        }
    }

    private static void note(Connection connection, Migrating on, String watch, String ago) throws SQLException {
        run(
                connection,
                "INSERT INTO %s (watch, user_name, session, seen) VALUES ('%s', user(), connection_id(), now(6) - INTERVAL %s)"
                        .formatted(new StateDatabase(on.database().name()).writer(), watch, ago));
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void writers_are_told_once_and_old_notes_go(MysqlVersion version) throws Exception {
        var writer = "SELECT count(*) FROM ";
        try (var on = Migrating.on(version);
                var ours = on.sessions().open();
                var other = new MysqlSessions(() -> on.database().connect(MysqlUser.ADMINISTRATOR)).open()) {
            on.store().install(ours);
            var table = new StateDatabase(on.database().name()).writer();
            note(ours, on, "w1", "3 HOUR");
            note(ours, on, "w1", "2 HOUR");
            note(other, on, "w1", "10 MINUTE");
            note(ours, on, "w2", "1 SECOND");
            assertThat(evidence(on).writers(ours, List.of("w1")))
                    .extracting(Writer::user)
                    .containsExactly(
                            "root", MysqlUser.OWNER.account(on.database().name()));
            var last = evidence(on).writers(ours, List.of("w1", "w2")).getFirst();
            assertThat(last.watch()).isEqualTo("w2");
            assertThat(last.address()).isEqualTo("127.0.0.1");
            assertThat(last.lastSeenAgo()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
            on.store().claim(ours, ID, "alice@one");
            assertThat(one(ours, writer + table)).isEqualTo("3");
            on.store().clearNotes(ours, List.of("w1"));
            assertThat(one(ours, writer + table)).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void notes_are_cleared_beside_one_that_is_not_committed(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var ours = on.sessions().open();
                var app = on.database().connect(MysqlUser.ADMINISTRATOR)) {
            on.store().install(ours);
            note(ours, on, "w1", "1 SECOND");
            app.setAutoCommit(false);
            note(app, on, "w1", "1 SECOND");
            ours.setAutoCommit(false);
            on.store().clearNotes(ours, List.of("w1"));
            note(app, on, "w1", "1 SECOND");
            ours.commit();
            app.commit();
            assertThat(evidence(on).writers(ours, List.of("w1"))).hasSize(1);
        }
    }
}
