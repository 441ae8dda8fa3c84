package dev.bellows.testkit.scenario.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
 * Cases, every way they can go, with old and new writers and readers live all the time and somebody who holds a
 * transaction open at the worst moment: those of {@link AskedCases}.
 */
@Tag("scenario")
final class MysqlScenarioTest {
    static Stream<Arguments> cases() {
        return AskedCases.of(MysqlCases.all());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void loses_nothing_and_holds_nobody_up(Case subject, MysqlVersion version) throws Exception {
        assumeTrue(version.available(), () -> version + " is not here");
        var figures = Scenario.of(subject, new OnMysql(SharedMysqlServers.of(version)))
                .goesEveryWay();
        assertThat(figures).isNotEmpty();
    }
}
