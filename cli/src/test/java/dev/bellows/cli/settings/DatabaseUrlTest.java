package dev.bellows.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql:shop, jdbc:postgresql:shop",
        "jdbc:postgresql://db:5433/shop, jdbc:postgresql://db:5433/shop",
        "jdbc:postgresql://db/shop?sslmode=require&user=a, jdbc:postgresql://db/shop?sslmode=require",
        "jdbc:postgresql://db/shop?connect_timeout=3, jdbc:postgresql://db/shop?connect_timeout=3",
        "postgres://db/shop, jdbc:postgresql://db/shop",
        "postgresql://a@db:5432/shop, jdbc:postgresql://db:5432/shop",
        "postgres://a:b@db:5432/shop, jdbc:postgresql://db:5432/shop",
        "postgres:///shop, jdbc:postgresql://localhost/shop",
        "postgres://, jdbc:postgresql://localhost/",
        "postgres://db?user=a, jdbc:postgresql://db/",
        "postgres://[::1]:5432/shop, jdbc:postgresql://[::1]:5432/shop",
        "'postgres://one:1,two:2/shop', 'jdbc:postgresql://one:1,two:2/shop'",
        "postgres://[::1]/shop, jdbc:postgresql://[::1]/shop",
        "postgres://db:65535/shop, jdbc:postgresql://db:65535/shop",
        "postgres://db/shop?prepareThreshold=0, jdbc:postgresql://db/shop?prepareThreshold=0",
        "postgres://db/sh%20op, jdbc:postgresql://db/sh%20op",
        "postgres://db/shop?sslmode=verify-full&application_name=x,"
                + " jdbc:postgresql://db/shop?sslmode=verify-full&ApplicationName=x",
        "postgres://db/shop?target_session_attrs=read-write, jdbc:postgresql://db/shop?targetServerType=primary",
    })
    void becomes_what_the_driver_reads(String url, String jdbc) throws Refusal {
        assertThat(parse(url).address()).isEqualTo(new Address.Postgres(jdbc));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://bob:geheim@db/shop, bob, geheim",
        "postgresql://b%40b:p%2F%3F%23%40%3A%25+x@db/shop, b@b, p/?#@:%+x",
        "postgres://bob:p:q@db/shop, bob, p:q",
        "postgres://bob:p@q@db/shop, bob, p@q",
        "postgres://db/shop?user=bob&password=a%26b, bob, a&b",
        "jdbc:postgresql://db/shop?user=bob&password=a%26b&ssl=true, bob, a&b",
    })
    void credentials_are_taken_out(String url, String user, String password) throws Refusal {
        var parsed = parse(url);

        assertThat(parsed.user()).contains(user);
        assertThat(parsed.password()).contains(new Secret(password));
        assertThat(parsed.toString()).doesNotContain(password);
    }

    @Test
    void a_user_alone_has_no_password() throws Refusal {
        assertThat(parse("postgres://bob@db/shop").password()).isEqualTo(Optional.empty());
        assertThat(parse("postgres://:pw@db/shop").user()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mssql://bob:geheim@db/shop",
                "bob:geheim@db/shop",
                "postgres://bob:geheim/x@db/shop",
                "postgres://bob:geheim x@db/shop?x=%zz&user=%zz",
                "postgres://bob:geheim%zz@db/shop",
                "postgres://bob:geheim@%2Fvar%2Frun/shop",
                "postgres://bob:geheim@db/shop?hostaddr=1.2.3.4",
                "postgres://db/shop?password=geheim&target_session_attrs=best",
                "jdbc:postgresql://bob:geheim@db/shop",
                "jdbc:postgresql://db/shop?password=geheim%zz",
                "postgres://bob:geheim@db:abc/shop",
                "postgres://bob:geheim@db:99999/shop",
                "postgres://bob:geheim@db:0/shop",
                "postgres://bob:geheim@db:/shop",
                "postgres://bob:geheim@one:1,two:2x/shop",
                "postgres://bob:geheim@[::1]:x/shop",
                "jdbc:postgresql://db:-1/shop?password=geheim",
                "postgres://bob:geheim@db/shop?sslmod=require",
                "",
            })
    void what_cannot_be_read_is_refused_without_its_password(String url) {
        var refusal = catchThrowableOfType(Refusal.class, () -> parse(url));

        assertThat(refusal).hasMessageStartingWith("--url: ");
        assertThat(refusal.getMessage() + refusal.remedy()).doesNotContain("geheim");
        assertThat(refusal.remedy()).contains("BELLOWS_PASSWORD");
    }

    private static DatabaseUrl parse(String url) throws Refusal {
        return DatabaseUrl.parse(new Layer.Given(url, "--url"));
    }
}
