package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** New columns whose value comes from no column, columns that go without a successor, and NOT NULL with a value. */
final class ConstantsTest {
    private static final String USERS = """
            CREATE TABLE users (id integer PRIMARY KEY, name text, code text NOT NULL, n integer NOT NULL DEFAULT 0);
            INSERT INTO users SELECT i, 'name ' || i, 'c' || i FROM generate_series(1, 3) i;
            """;

    private static List<String> rows(Lab lab, String columns) throws SQLException {
        return lab.rows("SELECT id, %s FROM users ORDER BY id".formatted(columns));
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_column_that_is_filled_with_a_constant_has_it_whoever_inserts(PostgresVersion version) throws SQLException {
        var file = Lab.file("ALTER TABLE users ADD COLUMN country text; UPDATE users SET country = 'unknown';");
        try (var lab = Lab.with(version, USERS).expand(file);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET name = 'x' WHERE id = 1");
            Lab.run(app, "UPDATE users SET country = 'NL' WHERE id = 2");
            Lab.run(app, "INSERT INTO users (id, code) VALUES (4, 'd')");
            Lab.run(app, "INSERT INTO users (id, code, country) VALUES (5, 'e', 'FR')");
            assertThat(rows(lab, "country")).containsExactly("1|unknown", "2|NL", "3|null", "4|unknown", "5|FR");
            lab.migrate(file.id());
            assertThat(rows(lab, "country")).containsExactly("1|unknown", "2|NL", "3|unknown", "4|unknown", "5|FR");
            lab.contract(file.id());
            Lab.run(app, "INSERT INTO users (id, code) VALUES (6, 'f')");
            assertThat(rows(lab, "country")).contains("6|null");
            lab.rollBack(file.id());
            Lab.run(app, "INSERT INTO users (id, code) VALUES (7, 'g')");
            assertThat(rows(lab, "country")).contains("7|unknown");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_column_that_is_filled_with_something_random_is_filled_once(PostgresVersion version) throws SQLException {
        var file = Lab.file("""
                --! down users.code = token::text
                ALTER TABLE users ADD COLUMN token uuid;
                UPDATE users SET token = gen_random_uuid();
                ALTER TABLE users DROP COLUMN code;
                """);
        try (var lab = Lab.with(version, USERS).expand(file);
                var app = lab.application()) {
            Lab.run(app, "INSERT INTO users (id, code) VALUES (4, 'd')");
            Lab.run(app, "INSERT INTO users (id, token) VALUES (5, '00000000-0000-0000-0000-000000000005')");
            lab.migrate(file.id());
            var before = rows(lab, "token");
            Lab.run(app, "UPDATE users SET n = n + 1; UPDATE users SET code = 'z' WHERE id = 1");
            assertThat(rows(lab, "token")).isEqualTo(before).doesNotContain("4|null");
            assertThat(rows(lab, "code, token"))
                    .contains("5|00000000-0000-0000-0000-000000000005|00000000-0000-0000-0000-000000000005");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_column_that_goes_is_given_to_old_code_and_made_up_for_new(PostgresVersion version) throws SQLException {
        var file = Lab.file("--! down users.code = 'c' || users.id\nALTER TABLE users DROP COLUMN code;");
        try (var lab = Lab.with(version, USERS).expand(file);
                var app = lab.application()) {
            Lab.run(app, "INSERT INTO users (id, code) VALUES (4, 'old')");
            Lab.run(app, "INSERT INTO users (id) VALUES (5)");
            Lab.run(app, "INSERT INTO users (id, name) VALUES (5, 'x') ON CONFLICT (id) DO UPDATE SET name = 'y'");
            Lab.run(app, "UPDATE users SET n = 1 WHERE id = 1; UPDATE users SET code = 'z' WHERE id = 2");
            assertThat(rows(lab, "code")).containsExactly("1|c1", "2|z", "3|c3", "4|old", "5|c5");
            lab.migrate(file.id()).contract(file.id());
            Lab.run(app, "INSERT INTO users (id) VALUES (6); UPDATE users SET n = 2 WHERE id = 2");
            lab.rollBack(file.id());
            assertThat(rows(lab, "code")).containsExactly("1|c1", "2|z", "3|c3", "4|old", "5|c5", "6|c6");
            Lab.run(app, "INSERT INTO users (id, code) VALUES (7, 'old again'), (8, DEFAULT)");
            assertThat(rows(lab, "code")).contains("7|old again", "8|c8");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void not_null_with_a_value_takes_null_until_contract_and_gives_it_back(PostgresVersion version)
            throws SQLException {
        var file = Lab.file("""
                UPDATE users SET name = 'unknown' WHERE name IS NULL;
                ALTER TABLE users ALTER COLUMN name SET NOT NULL;
                """);
        try (var lab = Lab.with(version, USERS).expand(file);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET name = NULL WHERE id = 1; INSERT INTO users (id, code) VALUES (4, 'd')");
            lab.migrate(file.id());
            Lab.run(app, "UPDATE users SET name = NULL WHERE id = 2");
            assertThat(rows(lab, "name")).containsExactly("1|null", "2|null", "3|name 3", "4|null");
            lab.contract(file.id());
            assertThat(rows(lab, "name")).containsExactly("1|unknown", "2|unknown", "3|name 3", "4|unknown");
            Lab.run(app, "UPDATE users SET name = 'known' WHERE id = 2; UPDATE users SET n = 1 WHERE id = 4");
            Lab.run(app, "UPDATE users SET name = 'unknown' WHERE id = 1");
            lab.rollBack(file.id());
            assertThat(rows(lab, "name")).containsExactly("1|unknown", "2|known", "3|name 3", "4|null");
        }
    }
}
