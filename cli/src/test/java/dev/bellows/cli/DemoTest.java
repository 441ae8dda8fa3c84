package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.cli.text.DemoText;
import dev.bellows.cli.text.Paint;
import dev.bellows.testkit.demo.Demo;
import dev.bellows.testkit.demo.DemoServer;
import java.time.Duration;
import java.util.ArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demonstration keeps its word on a million rows, and prints what scripts read. */
class DemoTest {
    @Test
    void nothing_fails_and_nothing_is_lost() throws Exception {
        var words = new ArrayList<String>();
        var result = new Demo(DemoServer.POSTGRES, 1_000_000, update -> {}, words::add).run();
        assertThat(result.bellows().failed()).isZero();
        assertThat(result.bellows().lost()).isZero();
        assertThat(result.bellows().sent()).containsKeys("app_old", "app_new");
        assertThat(result.bellows().statements()).isGreaterThan(1_000);
        assertThat(result.rollbackAfterContract()).isPositive().isLessThan(Duration.ofMinutes(5));
        assertThat(result.naive().failed())
                .as("plain ALTERs break the old version")
                .isPositive();
        assertThat(words).anyMatch(word -> word.contains("rollback, after contract"));
        var json = DemoText.json(result);
        assertThat(json)
                .containsEntry("schema", 1)
                .containsEntry("rows", 1_000_000L)
                .containsKeys("rollbackAfterContractMillis", "next")
                .containsKeys(FIGURES);
        assertThat(json.get("naive"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsKeys(FIGURES);
        assertThat(DemoText.of(result, Paint.PLAIN)).contains("longest stall", "\nNext: bellows plan FILE");
    }

    @ParameterizedTest
    @EnumSource(
            value = DemoServer.class,
            names = {"MYSQL", "MARIADB"})
    void it_is_the_same_on_the_other_servers(DemoServer server) throws Exception {
        assumeTrue(server.available(), () -> server + " is not here");
        var result = new Demo(server, 20_000, update -> {}, words -> {}).run();
        assertThat(result.bellows().failed()).isZero();
        assertThat(result.bellows().lost()).isZero();
        assertThat(result.bellows().sent()).containsKeys("app_old", "app_new");
        assertThat(result.naive().failed())
                .as("plain ALTERs break the old version")
                .isPositive();
    }

    private static final String[] FIGURES = {
        "statements", "failed", "lost", "longestStallMillis", "p99IdleMillis", "p99DuringMillis"
    };
}
