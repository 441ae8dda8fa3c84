package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What hangs on a column that is renamed: views, keys, policies, privileges, generated columns, identities, domains. */
final class BystandersTest {
    private static final MigrationFile RENAME = Lab.file("ALTER TABLE users RENAME COLUMN name TO full_name;");
    private static final String USERS = """
            CREATE TABLE users (id integer PRIMARY KEY, name text, n integer NOT NULL DEFAULT 0);
            INSERT INTO users SELECT i, 'name ' || i FROM generate_series(1, 9) i;
            """;

    private static List<String> rows(Lab lab, String condition) throws SQLException {
        return lab.rows("SELECT id, name, full_name FROM users WHERE %s ORDER BY id".formatted(condition));
    }

    private static void refused(Connection app, String state, String sql) {
        assertThatThrownBy(() -> Lab.run(app, sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state));
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void writes_through_an_updatable_view_reach_both_shapes_in_every_phase(PostgresVersion version)
            throws SQLException {
        try (var lab = Lab.with(
                                version,
                                USERS
                                        + "CREATE VIEW names AS SELECT id, name FROM users WHERE id > 0 WITH CHECK OPTION")
                        .expand(RENAME);
                var app = lab.application()) {
            Lab.run(app, "UPDATE names SET name = 'x' WHERE id = 1; INSERT INTO names VALUES (10, 'y')");
            assertThat(rows(lab, "id IN (1, 10)")).containsExactly("1|x|x", "10|y|y");
            lab.migrate(RENAME.id()).contract(RENAME.id());
            Lab.run(app, "UPDATE names SET name = 'z' WHERE id = 1; INSERT INTO names VALUES (11, 'w')");
            assertThat(lab.rows("SELECT full_name, _bellows_old_name FROM users WHERE id IN (1, 11) ORDER BY id"))
                    .containsExactly("z|z", "w|w");
            lab.rollBack(RENAME.id());
            Lab.run(app, "UPDATE names SET name = 'v' WHERE id = 1; DELETE FROM names WHERE id = 11");
            assertThat(rows(lab, "id IN (1, 10, 11)")).containsExactly("1|v|v", "10|y|y");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_a_foreign_key_does_to_the_column_reaches_both_shapes(PostgresVersion version) throws SQLException {
        for (var role : List.of("origin", "local")) {
            try (var lab = Lab.with(version, """
                            CREATE TABLE names (name text PRIMARY KEY);
                            INSERT INTO names VALUES ('a'), ('b'), ('c'), ('d');
                            CREATE TABLE users (id integer PRIMARY KEY,
                              name text REFERENCES names ON UPDATE CASCADE ON DELETE SET NULL);
                            INSERT INTO users VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
                            """).expand(RENAME);
                    var app = lab.database().connection()) {
                Lab.run(app, "SET session_replication_role = " + role);
                Lab.run(app, "UPDATE names SET name = 'aa' WHERE name = 'a'; DELETE FROM names WHERE name = 'b'");
                assertThat(rows(lab, "id < 3")).containsExactly("1|aa|aa", "2|null|null");
                lab.migrate(RENAME.id());
                Lab.run(app, "UPDATE names SET name = 'cc' WHERE name = 'c'; DELETE FROM names WHERE name = 'd'");
                Lab.run(app, "UPDATE users SET full_name = 'cc' WHERE id = 2");
                assertThat(rows(lab, "true")).containsExactly("1|aa|aa", "2|cc|cc", "3|cc|cc", "4|null|null");
                refused(app, "23503", "UPDATE users SET full_name = 'nobody' WHERE id = 1");
                lab.contract(RENAME.id());
                Lab.run(app, "DELETE FROM names WHERE name = 'cc'");
                lab.rollBack(RENAME.id());
                assertThat(rows(lab, "true")).containsExactly("1|aa|aa", "2|null|null", "3|null|null", "4|null|null");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void keys_of_other_tables_follow_what_new_code_writes(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS + """
                        ALTER TABLE users ADD CONSTRAINT users_name UNIQUE (name);
                        CREATE TABLE pets (owner text REFERENCES users (name) ON UPDATE CASCADE ON DELETE CASCADE);
                        INSERT INTO pets VALUES ('name 1'), ('name 2');
                        """).expand(RENAME).migrate(RENAME.id());
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET full_name = 'new' WHERE id = 1; UPDATE users SET name = 'old' WHERE id = 2");
            assertThat(lab.rows("SELECT owner FROM pets ORDER BY 1")).containsExactly("new", "old");
            refused(app, "23505", "INSERT INTO users (id, full_name) VALUES (10, 'old')");
            Lab.run(
                    app,
                    "INSERT INTO users (id, full_name) VALUES (11, 'old') ON CONFLICT (full_name) DO UPDATE SET n = 5");
            Lab.run(app, "INSERT INTO users (id, name) VALUES (12, 'new') ON CONFLICT (name) DO UPDATE SET n = 6");
            Lab.run(
                    app,
                    "INSERT INTO users (id, name) VALUES (13, 'new') ON CONFLICT ON CONSTRAINT users_name DO NOTHING");
            assertThat(lab.rows("SELECT id, name, full_name, n FROM users WHERE n > 0 OR id > 9 ORDER BY id"))
                    .containsExactly("1|new|new|6", "2|old|old|5");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void row_security_judges_what_new_code_writes_as_it_did_old_code(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS + """
                        ALTER TABLE users ENABLE ROW LEVEL SECURITY;
                        CREATE POLICY mine ON users USING (name = current_user) WITH CHECK (name = current_user);
                        INSERT INTO users VALUES (20, 'app_new'), (21, 'app_new'), (22, 'app_old');
                        """).expand(RENAME);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET n = 1");
            Lab.run(app, "UPDATE users SET name = name WHERE id = 21");
            Lab.run(app, "INSERT INTO users (id, full_name) VALUES (23, 'app_new')");
            Lab.run(
                    app,
                    "INSERT INTO users (id, full_name) VALUES (20, 'app_new') ON CONFLICT (id) DO UPDATE SET n = 2");
            refused(app, "42501", "INSERT INTO users (id, full_name) VALUES (24, 'app_old')");
            refused(app, "42501", "UPDATE users SET full_name = 'app_old' WHERE id = 20");
            refused(app, "42501", "UPDATE users SET name = 'app_old' WHERE id = 20");
            assertThat(lab.rows("SELECT id, name, full_name, n FROM users WHERE id > 19 ORDER BY id"))
                    .containsExactly(
                            "20|app_new|app_new|2",
                            "21|app_new|app_new|1",
                            "22|app_old|null|0",
                            "23|app_new|app_new|0");
            lab.migrate(RENAME.id()).contract(RENAME.id());
            refused(app, "42501", "UPDATE users SET full_name = 'app_old' WHERE id = 20");
            Lab.run(app, "UPDATE users SET n = 3 WHERE full_name = 'app_new'");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void privileges_on_the_column_are_enough_for_either_name(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS)) {
            lab.database().execute("""
                    REVOKE ALL ON users FROM app_new;
                    GRANT SELECT (id, name), INSERT (id, name), UPDATE (name) ON users TO app_new;
                    """);
            lab.expand(RENAME);
            try (var app = lab.application()) {
                Lab.run(app, "UPDATE users SET name = 'x' WHERE id = 1; UPDATE users SET full_name = 'y' WHERE id = 2");
                Lab.run(app, "INSERT INTO users (id, name) VALUES (10, 'z')");
                Lab.run(app, "INSERT INTO users (id, full_name) VALUES (11, 'w') RETURNING full_name");
                refused(app, "42501", "UPDATE users SET n = 1");
                assertThat(rows(lab, "id IN (1, 2, 10, 11)")).containsExactly("1|x|x", "2|y|y", "10|z|z", "11|w|w");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_generated_column_follows_what_new_code_writes(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(
                                version,
                                USERS
                                        + "ALTER TABLE users ADD COLUMN loud text GENERATED ALWAYS AS (upper(name)) STORED")
                        .expand(RENAME);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET full_name = 'x' WHERE id = 1; UPDATE users SET name = 'y' WHERE id = 2");
            Lab.run(app, "INSERT INTO users (id, full_name) VALUES (10, 'z')");
            assertThat(lab.rows("SELECT name, full_name, loud FROM users WHERE id IN (1, 2, 10) ORDER BY id"))
                    .containsExactly("x|x|X", "y|y|Y", "z|z|Z");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void identities_number_the_rows_of_old_and_new_code(PostgresVersion version) throws SQLException {
        for (var kind : List.of("ALWAYS", "BY DEFAULT")) {
            var file = Lab.file("ALTER TABLE users RENAME COLUMN id TO user_id;");
            try (var lab = Lab.with(version, """
                            CREATE TABLE users (id bigint GENERATED %s AS IDENTITY PRIMARY KEY, name text);
                            INSERT INTO users (name) VALUES ('a'), ('b');
                            """.formatted(kind)).expand(file);
                    var app = lab.application()) {
                Lab.run(
                        app,
                        "INSERT INTO users (name) VALUES ('c'); INSERT INTO users (user_id, name) VALUES (DEFAULT, 'd')");
                Lab.run(app, "INSERT INTO users (id, name) OVERRIDING SYSTEM VALUE VALUES (50, 'e')");
                Lab.run(app, "INSERT INTO users (user_id, name) VALUES (60, 'f')");
                lab.migrate(file.id());
                assertThat(lab.rows("SELECT id, user_id, name FROM users ORDER BY id"))
                        .containsExactly("1|1|a", "2|2|b", "3|3|c", "4|4|d", "50|50|e", "60|60|f");
                lab.contract(file.id());
                Lab.run(app, "INSERT INTO users (name) VALUES ('g')");
                lab.rollBack(file.id());
                assertThat(lab.rows("SELECT id = user_id FROM users WHERE name = 'g'"))
                        .containsExactly("t");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_domain_gives_no_default_to_the_copy_and_checks_what_new_code_writes(PostgresVersion version)
            throws SQLException {
        try (var lab = Lab.with(version, """
                        CREATE DOMAIN base AS varchar(10) COLLATE "C";
                        CREATE DOMAIN state AS base DEFAULT 'preset' CHECK (value <> 'bad');
                        CREATE TABLE users (id integer PRIMARY KEY, name state);
                        INSERT INTO users VALUES (1, 'a'), (2, 'b');
                        """).expand(RENAME);
                var app = lab.application()) {
            assertThat(rows(lab, "true")).containsExactly("1|a|null", "2|b|null");
            Lab.run(app, "INSERT INTO users (id, name) VALUES (3, 'old'), (4, NULL), (5, DEFAULT)");
            Lab.run(app, "INSERT INTO users (id, full_name) VALUES (6, 'new')");
            refused(app, "23514", "INSERT INTO users (id, full_name) VALUES (7, 'bad')");
            refused(app, "22001", "UPDATE users SET full_name = 'longer than ten' WHERE id = 1");
            Lab.run(app, "UPDATE users SET name = 'c' WHERE id = 2");
            assertThat(rows(lab, "id > 1"))
                    .containsExactly("2|c|c", "3|old|old", "4|null|null", "5|preset|preset", "6|new|new");
            lab.migrate(RENAME.id()).contract(RENAME.id()).purge(RENAME.id());
            assertThat(lab.rows("SELECT DISTINCT pg_typeof(full_name) FROM users"))
                    .containsExactly("state");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_table_that_is_emptied_can_be_filled_again_by_either(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS).expand(RENAME);
                var app = lab.database().connection()) {
            Lab.run(app, "TRUNCATE users; INSERT INTO users (id, name) VALUES (1, 'a')");
            Lab.run(app, "INSERT INTO users (id, full_name) VALUES (2, 'b')");
            lab.migrate(RENAME.id());
            assertThat(rows(lab, "true")).containsExactly("1|a|a", "2|b|b");
        }
    }
}
