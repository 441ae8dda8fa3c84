package dev.bellows.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.Sakila;
import dev.bellows.testkit.postgres.SharedServers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Migrations of a schema that was not made for them. Each goes every way with old and new writers and readers live all
 * the time; where the Sakila files are missing, the tests are skipped.
 */
final class SakilaScenarioTest {
    private static final List<PostgresVersion> EACH_BUILD = List.of(PostgresVersion.V14, PostgresVersion.V18);

    static Stream<Arguments> cases() {
        var versions = "all".equals(System.getProperty("servers")) ? PostgresVersion.availableHere() : EACH_BUILD;
        return SakilaCases.all().stream()
                .flatMap(subject -> versions.stream().map(version -> Arguments.of(subject, version)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void loses_nothing_and_holds_nobody_up(Case subject, PostgresVersion version) throws Exception {
        assumeTrue(Sakila.available(), "the Sakila files are not here");
        var figures = Scenario.of(subject, SharedServers.of(version)).goesEveryWay();
        assertThat(figures).isNotEmpty();
    }
}
