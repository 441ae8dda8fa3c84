package dev.bellows.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.plan.PlanSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<Setting, String> flags = new HashMap<>();

    @Test
    void nothing_configured_gives_the_defaults() throws Refusal {
        var settings = settings();

        assertThat(settings)
                .isEqualTo(new Settings(
                        Optional.empty(), Path.of("migrations"), PlanSettings.DEFAULT, Settings.Pace.DEFAULT));
    }

    @Test
    void flags_win_over_variables_and_those_over_the_file() throws Exception {
        file("""
            # ours
            chunk: 10ms
            lock-timeout: 11ms
            soak: 12m
            retention: 13d
            max-lag: 14s
            max-active: 15
            migrations: db
            """);
        environment.put("BELLOWS_CHUNK", "20ms");
        environment.put("BELLOWS_LOCK_TIMEOUT", "21ms");
        environment.put("BELLOWS_SOAK", "");
        flags.put(Setting.CHUNK, "30ms");

        var settings = settings();

        assertThat(settings.planning())
                .isEqualTo(new PlanSettings(
                        Duration.ofMillis(21), Duration.ofMillis(30), Duration.ofMinutes(12), Duration.ofDays(13)));
        assertThat(settings.pace()).isEqualTo(new Settings.Pace(Duration.ofSeconds(14), 15));
        assertThat(settings.migrations()).isEqualTo(Path.of("db"));
    }

    @ParameterizedTest
    @CsvSource({
        "'chunk: 10ms\ncolour: red', 'bellows.yaml:2: unknown key colour'",
        "'chunk: 10ms\nchunk: 20ms', 'bellows.yaml:2: chunk is given twice'",
        "'\n\nchunk: soon', 'bellows.yaml:3: chunk: not a duration: soon'",
        "'chunk: 0ms', 'bellows.yaml:1: chunk: must be more than zero'",
        "'chunk:', 'bellows.yaml:1: chunk wants a value'",
        "'chunk: [1]', 'bellows.yaml:1: chunk wants a value'",
        "'max-active: -1', 'bellows.yaml:1: max-active: not a positive whole number: -1'",
        "'- chunk', 'bellows.yaml:1: expected keys and values'",
        "'password: x', 'bellows.yaml:1: a password does not belong in a file'",
        "'a: b: c', 'bellows.yaml:1: not YAML: mapping values are not allowed here'",
    })
    void a_mistake_in_the_file_is_told_with_its_line(String text, String message) throws IOException {
        file(text);

        assertThat(refusal().getMessage()).isEqualTo(folder + "/" + message);
    }

    @Test
    void a_mistake_elsewhere_is_told_with_its_origin() {
        environment.put("BELLOWS_MAX_LAG", "2 parsecs");
        assertThat(refusal()).hasMessage("BELLOWS_MAX_LAG: not a duration: 2 parsecs");

        flags.put(Setting.MAX_LAG, "x");
        assertThat(refusal()).hasMessage("--max-lag: not a duration: x");
    }

    @Test
    void an_empty_file_is_no_mistake_and_a_missing_named_one_is() throws Exception {
        file("# nothing\n");
        assertThat(settings().pace()).isEqualTo(Settings.Pace.DEFAULT);

        var refusal = catchThrowableOfType(
                Refusal.class,
                () -> new Configuration(folder, environment).settings(Optional.of(Path.of("other.yaml")), flags));
        assertThat(refusal).hasMessage("--config: other.yaml is not a file");
    }

    @Test
    void the_password_of_the_variable_wins_over_the_url_of_the_file() throws Exception {
        file("url: postgres://bob:one@db/shop\n");
        environment.put("PGPASSWORD", "zero");
        assertThat(database())
                .isEqualTo(new Settings.Database(new Address.Postgres("jdbc:postgresql://db/shop"), bob(), pw("one")));

        environment.put("BELLOWS_PASSWORD", "two");
        assertThat(database().password()).isEqualTo(pw("two"));

        flags.put(Setting.URL, "postgres://alice:three@other/shop");
        assertThat(database())
                .isEqualTo(new Settings.Database(
                        new Address.Postgres("jdbc:postgresql://other/shop"), Optional.of("alice"), pw("three")));
    }

    @Test
    void credentials_of_a_url_that_is_not_used_are_not_used_either() throws Exception {
        file("url: postgres://bob:one@db/shop\n");
        flags.put(Setting.URL, "postgres://other/shop");
        assertThat(database())
                .isEqualTo(new Settings.Database(
                        new Address.Postgres("jdbc:postgresql://other/shop"), Optional.empty(), Optional.empty()));

        environment.put("PGPASSWORD", "zero");
        environment.put("BELLOWS_USER", "eve");
        assertThat(database())
                .isEqualTo(new Settings.Database(
                        new Address.Postgres("jdbc:postgresql://other/shop"), Optional.of("eve"), pw("zero")));
    }

    @Test
    void each_family_has_the_password_variable_of_its_clients() throws Exception {
        environment.put("PGPASSWORD", "of postgres");
        environment.put("MYSQL_PWD", "of mysql");
        flags.put(Setting.URL, "mysql://bob@db/shop");
        assertThat(database())
                .isEqualTo(new Settings.Database(
                        new Address.Mysql("jdbc:mariadb://db/shop", "shop", new TreeMap<>()), bob(), pw("of mysql")));

        flags.put(Setting.URL, "postgres://bob@db/shop");
        assertThat(database().password()).isEqualTo(pw("of postgres"));

        environment.put("BELLOWS_PASSWORD", "of bellows");
        flags.put(Setting.URL, "mariadb://bob@db/shop");
        assertThat(database().password()).isEqualTo(pw("of bellows"));
    }

    @Test
    void settings_have_no_text_form_of_a_password() throws Exception {
        flags.put(Setting.URL, "postgres://bob:geheim@db/shop?sslpassword=geheim2");
        assertThat(settings().toString()).doesNotContain("geheim,").doesNotContain("geheim]");
        assertThat(database().redaction().apply(settings().toString())).doesNotContain("geheim");

        flags.put(Setting.URL, "mysql://bob:geheim@db/shop?trustStorePassword=geheim2");
        assertThat(database().redaction().apply(settings().toString())).doesNotContain("geheim");
    }

    private static Optional<String> bob() {
        return Optional.of("bob");
    }

    private static Optional<Secret> pw(String password) {
        return Optional.of(new Secret(password));
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("bellows.yaml"), text);
    }

    private Settings settings() throws Refusal {
        return new Configuration(folder, environment).settings(Optional.empty(), flags);
    }

    private Settings.Database database() throws Refusal {
        return settings().database().orElseThrow();
    }

    private Refusal refusal() {
        return catchThrowableOfType(Refusal.class, this::settings);
    }
}
