package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Users' own triggers on a table in flight: what they make of a row is in both shapes, and they see both. */
final class UserTriggersTest {
    private static final MigrationFile RENAME = Lab.file("ALTER TABLE users RENAME COLUMN name TO full_name;");

    /** A function that puts a value into any column without naming it, as generic triggers do. */
    private static final String USERS = """
            CREATE TABLE users (id integer PRIMARY KEY, name text, n integer NOT NULL DEFAULT 0);
            CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.n = 0 THEN RETURN NEW; END IF;
              RETURN jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], 'put ' || NEW.n));
            END $$;
            INSERT INTO users SELECT i, 'name ' || i FROM generate_series(1, 9) i;
            """;

    /** In the order in which the server fires them; all before ours. */
    private static final List<String> NAMES = List.of("\"AUDIT\"", "\"_x\"", "\"a trigger\"", "zzz", "\"}\"");

    private static List<String> rows(Lab lab) throws SQLException {
        return lab.rows("SELECT id, name, full_name FROM users WHERE name IS DISTINCT FROM 'name ' || id ORDER BY id");
    }

    private static String trigger(String name, String column) {
        return "CREATE TRIGGER %s BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION put('%s');"
                .formatted(name, column);
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_a_trigger_puts_into_the_old_column_is_in_both(PostgresVersion version) throws SQLException {
        for (var name : NAMES) {
            // its column is not an argument that a plan could see
            var hidden = trigger(name, "x").replace("'x'", "").replace("put()", "put_name()");
            try (var lab = Lab.with(version, USERS + USERS_FUNCTION.replace("$COLUMN", "'na' || 'me'") + hidden)
                            .expand(RENAME);
                    var app = lab.application()) {
                Lab.run(app, "UPDATE users SET n = 1 WHERE id = 1");
                Lab.run(app, "UPDATE users SET name = 'x', n = 2 WHERE id = 2");
                Lab.run(app, "INSERT INTO users (id, name, n) VALUES (10, 'x', 3)");
                Lab.run(app, "INSERT INTO users (id, name, n) VALUES (2, 'x', 0) ON CONFLICT (id) DO UPDATE SET n = 4");
                assertThat(rows(lab)).as(name).containsExactly("1|put 1|put 1", "2|put 4|put 4", "10|put 3|put 3");
            }
        }
    }

    private static final String USERS_FUNCTION = """
            CREATE FUNCTION put_name() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.n = 0 THEN RETURN NEW; END IF;
              RETURN jsonb_populate_record(NEW, jsonb_build_object($COLUMN, 'put ' || NEW.n));
            END $$;
            """;

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_new_code_writes_stands_against_a_trigger_on_the_old_column(PostgresVersion version) throws SQLException {
        var hidden = trigger("zzz", "x").replace("put('x')", "put_name()");
        try (var lab = Lab.with(version, USERS + USERS_FUNCTION.replace("$COLUMN", "'na' || 'me'") + hidden)
                        .expand(RENAME);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET full_name = 'new', n = 2 WHERE id = 3");
            Lab.run(app, "INSERT INTO users (id, full_name, n) VALUES (10, 'new', 3)");
            assertThat(rows(lab)).containsExactly("3|new|new", "10|new|new");
        }
    }

    /** A trigger that comes with the new version, while both shapes are there. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_a_trigger_puts_into_the_new_column_is_in_both(PostgresVersion version) throws SQLException {
        for (var name : NAMES) {
            try (var lab = Lab.with(version, USERS).expand(RENAME);
                    var app = lab.application()) {
                lab.database().execute(trigger(name, "full_name"));
                Lab.run(app, "UPDATE users SET n = 1 WHERE id = 1");
                Lab.run(app, "UPDATE users SET name = 'x', n = 2 WHERE id = 2");
                Lab.run(app, "UPDATE users SET full_name = 'x', n = 3 WHERE id = 3");
                Lab.run(app, "INSERT INTO users (id, name, n) VALUES (10, 'x', 4)");
                Lab.run(app, "INSERT INTO users (id, full_name, n) VALUES (11, 'x', 5)");
                assertThat(rows(lab))
                        .as(name)
                        .containsExactly(
                                "1|put 1|put 1", "2|put 2|put 2", "3|put 3|put 3", "10|put 4|put 4", "11|put 5|put 5");
                lab.migrate(RENAME.id());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void triggers_that_fire_after_the_row_see_both_shapes(PostgresVersion version) throws SQLException {
        var after = """
                CREATE TABLE seen (what text, row jsonb);
                GRANT INSERT ON seen TO PUBLIC;
                CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  INSERT INTO seen VALUES ('row', to_jsonb(NEW)); RETURN NULL;
                END $$;
                CREATE FUNCTION see_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  INSERT INTO seen SELECT 'statement', to_jsonb(fresh) FROM fresh; RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER deferred AFTER INSERT OR UPDATE ON users DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION see();
                CREATE TRIGGER plain AFTER INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION see();
                CREATE TRIGGER inserted AFTER INSERT ON users REFERENCING NEW TABLE AS fresh
                  FOR EACH STATEMENT EXECUTE FUNCTION see_all();
                CREATE TRIGGER updated AFTER UPDATE ON users REFERENCING NEW TABLE AS fresh
                  FOR EACH STATEMENT EXECUTE FUNCTION see_all();
                """;
        try (var lab = Lab.with(version, USERS + after).expand(RENAME);
                var app = lab.application()) {
            for (var write : List.of(
                    "UPDATE users SET name = 'x' WHERE id = 1",
                    "UPDATE users SET full_name = 'x' WHERE id = 2",
                    "UPDATE users SET n = 0 WHERE id = 3",
                    "INSERT INTO users (id, name) VALUES (10, 'x')",
                    "INSERT INTO users (id, full_name) VALUES (11, 'x')")) {
                Lab.run(app, write);
            }
            assertThat(lab.rows("""
                    SELECT what, row ->> 'id', row ->> 'name', row ->> 'full_name', count(*) FROM seen
                    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2
                    """))
                    .containsExactly(
                            "row|1|x|x|2",
                            "row|10|x|x|2",
                            "row|11|x|x|2",
                            "row|2|x|x|2",
                            "row|3|name 3|name 3|2",
                            "statement|1|x|x|1",
                            "statement|10|x|x|1",
                            "statement|11|x|x|1",
                            "statement|2|x|x|1",
                            "statement|3|name 3|name 3|1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_trigger_that_drops_the_row_or_writes_another_one_is_no_trouble(PostgresVersion version) throws SQLException {
        var odd = """
                CREATE FUNCTION odd() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  IF NEW.n = 13 THEN RETURN NULL; END IF;
                  IF NEW.n = 14 THEN UPDATE users SET n = 0 WHERE id = NEW.id + 1; END IF;
                  RETURN NEW;
                END $$;
                CREATE TRIGGER odd BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION odd();
                """;
        try (var lab = Lab.with(version, USERS + odd).expand(RENAME);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET name = 'x', n = 13 WHERE id = 1");
            Lab.run(app, "INSERT INTO users (id, full_name, n) VALUES (10, 'x', 13)");
            Lab.run(app, "UPDATE users SET full_name = 'y', n = 14 WHERE id = 2");
            assertThat(lab.rows("SELECT id, name, full_name FROM users WHERE id < 4 OR id > 9 ORDER BY id"))
                    .containsExactly("1|name 1|null", "2|y|y", "3|name 3|name 3");
        }
    }
}
