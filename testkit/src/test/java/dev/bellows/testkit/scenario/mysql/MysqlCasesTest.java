package dev.bellows.testkit.scenario.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.testkit.mysql.MysqlSakila;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.mysql.SharedMysqlServers;
import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Live;
import dev.bellows.testkit.traffic.Timeline;
import dev.bellows.testkit.traffic.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases themselves, without Bellows: the server takes every statement of the old version, the file, and then every
 * statement of the new version, which reads what the old one wrote.
 */
@Tag("scenario")
final class MysqlCasesTest {
    private static final Duration WHILE = Duration.ofSeconds(2);

    static Stream<Arguments> cases() {
        return AskedCases.of(Stream.of(MysqlCases.all(), MysqlSakilaCases.all())
                .flatMap(List::stream)
                .toList());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void nothing_fails_where_nothing_migrates(Case subject, MysqlVersion version) throws Exception {
        assumeTrue(version.available(), () -> version + " is not here");
        assumeTrue(subject.start().origin() == Case.Origin.EMPTY || MysqlSakila.available(), "Sakila is not here");
        var database = new OnMysql(SharedMysqlServers.of(version))
                .create(subject.start().origin());
        database.prepare(subject.start().ddl());
        var old = subject.old().orElseThrow();
        try (var traffic = Traffic.on(database.database(), Traffic.Load.BUSY, new Timeline())) {
            traffic.seed(old, subject.start().rows());
            traffic.start();
            expectUnharmed(traffic, old);
            traffic.become();
            database.run(subject.file());
            expectUnharmed(traffic, subject.fresh().orElseThrow());
        }
        database.drop();
    }

    private static void expectUnharmed(Traffic traffic, AppVersion version) throws InterruptedException {
        traffic.become(Live.fully(version));
        traffic.check("before " + version.name());
        Thread.sleep(WHILE);
        traffic.check("after " + version.name());
        var report = traffic.drain();
        assertThat(report.failed().first()).isEmpty();
        assertThat(report.missing().first()).isEmpty();
        assertThat(report.statements()).isGreaterThan(100);
    }
}
