package dev.bellows.testkit.scenario.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.testkit.mysql.MysqlSakila;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.mysql.SharedMysqlServers;
import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.scenario.Scenario;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Migrations of a schema that was not made for them. Each goes every way with old and new writers and readers live all
 * the time; where the Sakila files are missing, the tests are skipped.
 */
@Tag("scenario")
final class MysqlSakilaScenarioTest {
    static Stream<Arguments> cases() {
        return MysqlSakilaCases.all().stream()
                .flatMap(subject -> MysqlVersion.ofThisBuild().stream().map(version -> Arguments.of(subject, version)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void loses_nothing_and_holds_nobody_up(Case subject, MysqlVersion version) throws Exception {
        assumeTrue(version.available(), () -> version + " is not here");
        assumeTrue(MysqlSakila.available(), "the Sakila files are not here");
        var figures = Scenario.of(subject, new OnMysql(SharedMysqlServers.of(version)))
                .goesEveryWay();
        assertThat(figures).isNotEmpty();
    }
}
