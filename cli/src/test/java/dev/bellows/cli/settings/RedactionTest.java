package dev.bellows.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {

    @ParameterizedTest
    @CsvSource({
        "cannot open postgres://bob:geheim@db/shop, cannot open postgres://***@db/shop",
        "postgres://bob:ge@heim@db/shop now, postgres://***@db/shop now",
        "jdbc:postgresql://db/shop?user=bob&password=geheim&ssl=true,"
                + " jdbc:postgresql://db/shop?user=bob&password=***&ssl=true",
        "jdbc:postgresql://db/shop?sslpassword=geheim, jdbc:postgresql://db/shop?sslpassword=***",
        "PGPASSWORD=geheim psql, PGPASSWORD=*** psql",
        "password authentication failed, password authentication failed",
        "the value s3cr3t-x of bob, the value *** of bob",
    })
    void passwords_do_not_get_out(String text, String shown) {
        assertThat(new Redaction(Optional.of(new Secret("s3cr3t-x"))).apply(text))
                .isEqualTo(shown);
    }
}
