package dev.bellows.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.SharedServers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case, every way it can go, with old and new writers and readers live all the time and somebody who holds a
 * transaction open at the worst moment. On PostgreSQL 14 and 18; on all of them with {@code -Dservers=all}.
 */
@Tag("scenario")
final class ScenarioTest {
    static Stream<Arguments> cases() {
        return Cases.all().stream()
                .flatMap(subject ->
                        PostgresVersion.ofThisBuild().stream().map(version -> Arguments.of(subject, version)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void loses_nothing_and_holds_nobody_up(Case subject, PostgresVersion version) throws Exception {
        var figures = Scenario.of(subject, SharedServers.of(version)).goesEveryWay();
        assertThat(figures).isNotEmpty();
    }
}
