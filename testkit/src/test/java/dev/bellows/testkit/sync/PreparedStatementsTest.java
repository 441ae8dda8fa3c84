package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements that were prepared before a phase and are executed after it fail only where plain PostgreSQL fails them too. */
final class PreparedStatementsTest {
    private static final MigrationFile RENAME = Lab.file("ALTER TABLE users RENAME COLUMN name TO full_name;");
    private static final String USERS = """
            CREATE TABLE users (id integer PRIMARY KEY, name text, n integer NOT NULL DEFAULT 0);
            INSERT INTO users SELECT i, 'name ' || i FROM generate_series(1, 100) i;
            """;
    private static final String CACHED_PLAN = "0A000";
    private static final String UNDEFINED_COLUMN = "42703";

    /** Old code, each statement with its name; the last three return whatever columns there are. */
    private static final List<String> OLD = List.of(
            "PREPARE up AS UPDATE users SET name = 'p' WHERE id = 1",
            "PREPARE ins AS INSERT INTO users (id, name) VALUES (1, 'p') ON CONFLICT (id) DO UPDATE SET name = 'p'",
            "PREPARE sel AS SELECT id, name FROM users WHERE id = 1",
            "PREPARE ret AS UPDATE users SET name = 'p' WHERE id = 1 RETURNING id, name",
            "PREPARE pos AS INSERT INTO users VALUES (2, 'p', 0) ON CONFLICT DO NOTHING",
            "PREPARE oth AS UPDATE users SET n = n + 1 WHERE id = 1",
            "PREPARE star AS SELECT * FROM users WHERE id = 1",
            "PREPARE retstar AS UPDATE users SET name = 'p' WHERE id = 1 RETURNING *",
            "PREPARE insstar AS INSERT INTO users (id, name) VALUES (3, 'p') ON CONFLICT (id) DO UPDATE SET name = 'p' RETURNING *");

    private static final List<String> NEW = List.of(
            "PREPARE up AS UPDATE users SET full_name = 'q' WHERE id = 1",
            "PREPARE ins AS INSERT INTO users (id, full_name) VALUES (1, 'q') ON CONFLICT (id) DO UPDATE SET full_name = 'q'",
            "PREPARE sel AS SELECT id, full_name FROM users WHERE id = 1",
            "PREPARE ret AS UPDATE users SET full_name = 'q' WHERE id = 1 RETURNING id, full_name");

    private static Connection prepared(PostgresDatabase database, List<String> statements) throws SQLException {
        var app = database.connection("app_new");
        for (var statement : statements) {
            Lab.run(app, statement);
            for (var i = 0; i < 7; i++) { // five times a plan of its own, then a cached one
                execute(app, statement);
            }
        }
        return app;
    }

    private static String execute(Connection app, String statement) {
        try {
            Lab.run(app, "EXECUTE " + statement.split(" ")[1]);
            return "works";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static List<String> outcomes(Connection app, List<String> statements) {
        return statements.stream().map(statement -> execute(app, statement)).toList();
    }

    /** What the same statements do where a person adds a column. */
    private static List<String> afterPlainAddColumn(PostgresVersion version) throws SQLException {
        try (var plain = Lab.with(version, USERS);
                var app = prepared(plain.database(), OLD)) {
            plain.database().execute("ALTER TABLE users ADD COLUMN full_name text");
            return outcomes(app, OLD);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void expand_and_migrate_fail_what_any_added_column_fails(PostgresVersion version) throws SQLException {
        var plain = afterPlainAddColumn(version);
        assertThat(plain)
                .containsExactly(
                        "works", "works", "works", "works", "works", "works", CACHED_PLAN, CACHED_PLAN, CACHED_PLAN);
        try (var lab = Lab.with(version, USERS);
                var app = prepared(lab.database(), OLD)) {
            lab.expand(RENAME);
            assertThat(outcomes(app, OLD)).isEqualTo(plain);
            assertThat(lab.rows("SELECT name, full_name FROM users WHERE id = 1"))
                    .containsExactly("p|p");
            try (var again = prepared(lab.database(), OLD)) {
                lab.migrate(RENAME.id());
                assertThat(outcomes(again, OLD)).containsOnly("works");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void contract_and_its_rollback_fail_nothing_that_new_code_names(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS).expand(RENAME).migrate(RENAME.id());
                var fresh = prepared(lab.database(), NEW);
                var old = prepared(lab.database(), OLD)) {
            lab.contract(RENAME.id());
            assertThat(outcomes(fresh, NEW)).containsOnly("works");
            assertThat(lab.rows("SELECT full_name, _bellows_old_name FROM users WHERE id = 1"))
                    .containsExactly("q|q");
            assertThat(outcomes(old, OLD).subList(0, 4)).containsOnly(UNDEFINED_COLUMN);
            lab.rollBack(RENAME.id());
            assertThat(outcomes(fresh, NEW)).containsOnly("works");
            assertThat(outcomes(old, OLD)).containsOnly("works");
            assertThat(lab.rows("SELECT name, full_name FROM users WHERE id = 1"))
                    .containsExactly("p|p");
            lab.verified(RENAME.id());
            lab.contract(RENAME.id()).purge(RENAME.id());
            assertThat(outcomes(fresh, NEW)).containsOnly("works");
        }
    }

    /** What the driver prepares by itself, it prepares again outside of transactions. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void statements_that_the_driver_prepared_go_on(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS);
                var app = lab.application();
                var star = app.prepareStatement("INSERT INTO users (id, name) VALUES (?, 'd')"
                        + " ON CONFLICT (id) DO UPDATE SET name = 'd' RETURNING *");
                var named = app.prepareStatement("UPDATE users SET name = 'd' WHERE id = ? RETURNING id, name")) {
            for (var i = 0; i < 8; i++) {
                for (var statement : List.of(star, named)) {
                    statement.setInt(1, 1);
                    statement.execute();
                }
            }
            lab.expand(RENAME);
            app.setAutoCommit(false);
            named.execute();
            app.commit();
            app.setAutoCommit(true);
            star.execute();
            named.execute();
            assertThat(lab.rows("SELECT name, full_name FROM users WHERE id = 1"))
                    .containsExactly("d|d");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void functions_of_users_with_cached_plans_and_row_variables_go_on(PostgresVersion version) throws SQLException {
        var function = """
                CREATE FUNCTION touch(which integer, what text) RETURNS users LANGUAGE plpgsql AS $$
                DECLARE was users; BEGIN
                  UPDATE users SET name = what WHERE id = which RETURNING * INTO was;
                  INSERT INTO users VALUES (which + 1000, what) ON CONFLICT (id) DO UPDATE SET name = excluded.name;
                  RETURN was;
                END $$;
                """;
        try (var lab = Lab.with(version, USERS + function);
                var app = lab.application()) {
            for (var i = 0; i < 8; i++) {
                Lab.run(app, "SELECT touch(1, 'f')");
            }
            lab.expand(RENAME);
            assertThat(Lab.rows(app, "SELECT (touch(1, 'g')).full_name")).containsExactly("g");
            assertThat(lab.rows("SELECT name, full_name FROM users WHERE id IN (1, 1001)"))
                    .containsExactly("g|g", "g|g");
        }
    }
}
