package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresVersion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What depends on a column is found before anything is touched. Peers find it at the end, when the old version of the
 * schema is gone already.
 */
final class DependentsTest {
    private static final String TABLE = """
            CREATE TABLE users (id int PRIMARY KEY, name text, points int NOT NULL DEFAULT 1, more int);
            INSERT INTO users SELECT i, 'n' || i, i, i FROM generate_series(1, 300) i;
            CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            """;
    private static final String RETYPE = "ALTER TABLE users ALTER COLUMN points TYPE bigint;";
    private static final String DROP = "--! down users.points = 1\nALTER TABLE users DROP COLUMN points;";
    private static final String RENAME = "ALTER TABLE users RENAME COLUMN points TO score;";

    private record Dependent(String ddl, String... refused) {}

    private static void eachIsRefused(PostgresVersion version, List<Dependent> dependents) throws Exception {
        for (var dependent : dependents) {
            for (var sql : dependent.refused()) {
                try (var trial = Trial.of(version, TABLE + dependent.ddl(), sql)) {
                    assertThat(trial.codes()).as(dependent.ddl() + sql).isNotEmpty().allMatch("column-in-use"::equals);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_type_or_a_column_that_something_needs_is_refused_with_its_name(PostgresVersion version) throws Exception {
        eachIsRefused(
                version,
                List.of(
                        new Dependent("CREATE VIEW v AS SELECT points FROM users", RETYPE, DROP),
                        new Dependent("CREATE MATERIALIZED VIEW v AS SELECT points FROM users", RETYPE),
                        new Dependent("CREATE POLICY p ON users USING (points > 0)", RETYPE, DROP),
                        new Dependent("ALTER TABLE users ADD g int GENERATED ALWAYS AS (points + 1) STORED", RETYPE, DROP),
                        new Dependent("CREATE RULE r AS ON DELETE TO users WHERE old.points = 0 DO NOTHING", RETYPE),
                        new Dependent("""
                                CREATE TRIGGER t AFTER UPDATE ON users FOR EACH ROW
                                WHEN (OLD.points IS DISTINCT FROM NEW.points) EXECUTE FUNCTION nothing()""", RETYPE, DROP),
                        new Dependent("""
                                CREATE TRIGGER t AFTER UPDATE OF points ON users FOR EACH ROW
                                EXECUTE FUNCTION nothing()""", RETYPE, DROP),
                        new Dependent("ALTER TABLE users ADD CONSTRAINT x EXCLUDE (points WITH =) WHERE (points > 0)", RETYPE),
                        new Dependent("CREATE STATISTICS s ON points, more FROM users", RETYPE)));
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_column_that_a_view_a_policy_and_a_generated_column_use_is_renamed_under_them(PostgresVersion version)
            throws Exception {
        try (var trial = Trial.of(version, TABLE + """
                CREATE VIEW v WITH (security_barrier) AS SELECT points FROM users WHERE points > 0;
                CREATE MATERIALIZED VIEW mv AS SELECT sum(points) AS s FROM users;
                ALTER TABLE users ADD g int GENERATED ALWAYS AS (points + 1) STORED;
                ALTER TABLE users ENABLE ROW LEVEL SECURITY;
                CREATE POLICY p ON users USING (points <> 4) WITH CHECK (points <> 5);
                CREATE RULE r AS ON DELETE TO users WHERE old.points = 0 DO NOTHING;
                CREATE STATISTICS s ON points, more FROM users;
                ALTER TABLE users ADD CONSTRAINT x EXCLUDE USING btree (points WITH =) WHERE (points > 0);
                CREATE TRIGGER t AFTER UPDATE ON users FOR EACH ROW
                    WHEN (OLD.points IS DISTINCT FROM NEW.points) EXECUTE FUNCTION nothing();
                """, RENAME)) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_trigger_that_the_new_name_would_not_fire_is_refused(PostgresVersion version) throws Exception {
        for (var trigger : List.of(
                "AFTER UPDATE OF points ON users FOR EACH ROW EXECUTE FUNCTION nothing()",
                "BEFORE INSERT ON users FOR EACH ROW WHEN (NEW.points = 7) EXECUTE FUNCTION same()")) {
            try (var trial = Trial.of(version, TABLE + "CREATE TRIGGER t " + trigger, RENAME)) {
                assertThat(trial.codes()).containsExactly("trigger-mentions-column");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_the_server_would_not_do_to_a_column_is_refused_with_its_words(PostgresVersion version) throws Exception {
        var ddl = TABLE + """
                ALTER TABLE users ADD a text DEFAULT '5', ADD b int CHECK (b > 0), ADD c int;
                CREATE INDEX i ON users (c) WHERE c > 0;
                """;
        try (var trial = Trial.of(version, ddl, """
                --! down users.a = users.a::text
                --! down users.b = users.b::int
                --! down users.c = users.c::int
                ALTER TABLE users ALTER COLUMN a TYPE int USING a::int;
                ALTER TABLE users ALTER COLUMN b TYPE text;
                ALTER TABLE users ALTER COLUMN c TYPE text;
                """)) {
            assertThat(trial.codes()).containsExactly("wrong-type", "wrong-type", "wrong-type");
            assertThat(trial.problems()).extracting(problem -> problem.message()).satisfiesExactly(
                    message -> assertThat(message).contains("default"),
                    message -> assertThat(message).contains("operator does not exist"),
                    message -> assertThat(message).contains("operator does not exist"));
        }
    }
}
