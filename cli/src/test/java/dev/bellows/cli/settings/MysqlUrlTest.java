package dev.bellows.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MysqlUrlTest {

    @ParameterizedTest
    @CsvSource({
        "mysql://db/shop, jdbc:mariadb://db/shop, shop, {}",
        "mariadb://db:3307/shop, jdbc:mariadb://db:3307/shop, shop, {}",
        "jdbc:mysql://db/shop, jdbc:mariadb://db/shop, shop, {}",
        "jdbc:mariadb://db/shop, jdbc:mariadb://db/shop, shop, {}",
        "mysql:///shop, jdbc:mariadb://localhost/shop, shop, {}",
        "mysql://[::1]:3306/shop, jdbc:mariadb://[::1]:3306/shop, shop, {}",
        "'mysql://one:1,two:2/shop', 'jdbc:mariadb://one:1,two:2/shop', shop, {}",
        "mysql://db/sh%20op+, jdbc:mariadb://db/sh%20op+, sh op+, {}",
        "jdbc:mariadb://db/sh%20op, jdbc:mariadb://db/sh%20op, sh%20op, {}",
        "mysql://db/shop?sslmode=VERIFY_CA, jdbc:mariadb://db/shop, shop, {sslMode=verify-ca}",
        "mysql://db/shop?ssl-mode=REQUIRED, jdbc:mariadb://db/shop, shop, {sslMode=trust}",
        "mysql://db/shop?sslMode=VERIFY_IDENTITY, jdbc:mariadb://db/shop, shop, {sslMode=verify-full}",
        "mariadb://db/shop?sslMode=verify-full, jdbc:mariadb://db/shop, shop, {sslMode=verify-full}",
        "jdbc:mysql://db/shop?useSSL=false&requireSSL=false, jdbc:mariadb://db/shop, shop, {sslMode=disable}",
        "jdbc:mysql://db/shop?allowpublickeyretrieval=true, jdbc:mariadb://db/shop, shop,"
                + " {allowPublicKeyRetrieval=true}",
        "jdbc:mysql://db/shop?trustCertificateKeyStoreUrl=file:a%20b, jdbc:mariadb://db/shop, shop,"
                + " {trustStore=file:a b}",
        "jdbc:mariadb://db/shop?trustStore=a%20b, jdbc:mariadb://db/shop, shop, {trustStore=a%20b}",
        "jdbc:mysql://db/shop?serverTimezone=UTC&characterEncoding=utf8&useUnicode=true&zeroDateTimeBehavior=round,"
                + " jdbc:mariadb://db/shop, shop, {}",
    })
    void becomes_what_the_driver_reads(String url, String jdbc, String database, String parameters) throws Refusal {
        var address = (Address.Mysql) parse(url).address();

        assertThat(address.jdbc()).isEqualTo(jdbc);
        assertThat(address.database()).isEqualTo(database);
        assertThat(address.parameters()).hasToString(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://bob:geheim@db/shop, bob, geheim",
        "mariadb://b%40b:p%2F%3F%23%40%3A%25+x@db/shop, b@b, p/?#@:%+x",
        "mysql://bob:p:q@db/shop, bob, p:q",
        "mysql://db/shop?user=bob&password=a%26b+c, bob, a&b+c",
        "jdbc:mysql://db/shop?user=bob&password=a%26b+c, bob, a&b c",
        "jdbc:mariadb://db/shop?user=bob&password=a%26b+c, bob, a%26b+c",
        "jdbc:mysql://bob:geheim@db/shop, bob, geheim",
    })
    void credentials_are_taken_out(String url, String user, String password) throws Refusal {
        var parsed = parse(url);

        assertThat(parsed.user()).contains(user);
        assertThat(parsed.password()).contains(new Secret(password));
        assertThat(parsed.toString()).doesNotContain(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://bob:geheim@db",
                "mysql://bob:geheim@db/",
                "mysql:bob:geheim@db/shop",
                "mysql://bob:geheim/x@db/shop",
                "mysql://bob:geheim%zz@db/shop",
                "mysql://bob:geheim@db/sh%zzop",
                "mysql://bob:geheim@db:abc/shop",
                "mysql://bob:geheim@db:0/shop",
                "mysql://bob:geheim@db/a_name_of_57_characters_that_leaves_no_room_for_another_one",
                "mysql+srv://bob:geheim@db/shop",
                "jdbc:mysql:loadbalance://bob:geheim@one,two/shop",
                "jdbc:mariadb:replication://one,two/shop?password=geheim",
                "jdbc:mariadb://db/shop?password=geheim&connectTimeout=soon",
            })
    void what_cannot_be_read_is_refused_without_its_password(String url) {
        var refusal = refusal(url);

        assertThat(refusal).hasMessageStartingWith("--url: ");
        assertThat(refusal.getMessage() + refusal.remedy()).doesNotContain("geheim");
        assertThat(refusal.remedy()).contains("BELLOWS_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "useSSL=true",
                "requireSSL=true",
                "verifyServerCertificate=true",
                "sslMode=PREFERRED",
                "ssl-mode=",
                "useSSL=true&trustServerCertificate=true",
                "sslaccept=strict",
                "tls=true",
            })
    void what_says_half_of_how_to_encrypt_is_told_how_to_say_it(String parameters) {
        assertThat(refusal("mysql://bob:geheim@db/shop?" + parameters).remedy())
                .isEqualTo("write sslMode=disable, sslMode=trust (encrypted, nobody looks at the certificate),"
                        + " sslMode=verify-ca or sslMode=verify-full");
    }

    @Test
    void all_parameters_that_do_not_pass_are_named_at_once() {
        var refusal = refusal("mysql://bob:geheim@db/shop?colour=red&pool=true&maxReconnects=3&sslmod=trust");

        assertThat(refusal.getMessage())
                .contains(
                        "the parameter colour, which the driver does not know",
                        "the parameter pool, which is not left to a URL",
                        "the parameter maxReconnects,",
                        "the parameter sslmod,")
                .doesNotContain("geheim");
        assertThat(refusal.remedy()).startsWith("leave out colour; leave out pool; leave out maxReconnects; write ssl");
    }

    @Test
    void one_url_does_not_say_two_things() {
        assertThat(refusal("mysql://db/shop?sslMode=verify-full&useSSL=false")).hasMessageContaining("sslMode twice");
    }

    private static Refusal refusal(String url) {
        return catchThrowableOfType(Refusal.class, () -> parse(url));
    }

    private static DatabaseUrl parse(String url) throws Refusal {
        return DatabaseUrl.parse(new Layer.Given(url, "--url"));
    }
}
