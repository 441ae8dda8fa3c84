package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresVersion;
import java.util.ArrayList;
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

    /** Each on a table of its own, and all in one file. */
    private static void eachIsRefused(PostgresVersion version, String sql, String code, List<String> dependents)
            throws Exception {
        var ddl = new StringBuilder(TABLE);
        var file = new StringBuilder();
        for (var i = 0; i < dependents.size(); i++) {
            var table = "t" + i;
            ddl.append("CREATE TABLE %s (LIKE users INCLUDING ALL);\n".formatted(table));
            ddl.append(dependents.get(i).formatted(table, "d" + i)).append(";\n");
            file.append(sql.replace("users", table)).append('\n');
        }
        try (var trial = Trial.of(version, ddl.toString(), file.toString())) {
            assertThat(trial.codes()).hasSize(dependents.size()).allMatch(code::equals);
            assertThat(trial.problems())
                    .extracting(problem -> problem.position())
                    .doesNotHaveDuplicates();
        }
    }

    private static final List<String> SERVER_STOPS = List.of(
            "CREATE VIEW %2$s AS SELECT points FROM %1$s",
            "CREATE MATERIALIZED VIEW %2$s AS SELECT points FROM %1$s",
            "CREATE POLICY %2$s ON %1$s USING (points > 0)",
            "ALTER TABLE %1$s ADD g int GENERATED ALWAYS AS (points + 1) STORED",
            "CREATE RULE %2$s AS ON DELETE TO %1$s WHERE old.points = 0 DO NOTHING");
    private static final List<String> TRIGGERS = List.of(
            "CREATE TRIGGER t AFTER UPDATE ON %1$s FOR EACH ROW WHEN (OLD.points <> NEW.points) EXECUTE FUNCTION nothing()",
            "CREATE TRIGGER t AFTER UPDATE OF points ON %1$s FOR EACH ROW EXECUTE FUNCTION nothing()");

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_column_that_something_needs_is_not_dropped(PostgresVersion version) throws Exception {
        eachIsRefused(version, DROP, "column-in-use", SERVER_STOPS);
        eachIsRefused(version, DROP, "trigger-mentions-column", TRIGGERS);
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_column_that_something_needs_does_not_change_its_type(PostgresVersion version) throws Exception {
        var more = new ArrayList<>(SERVER_STOPS);
        more.addAll(TRIGGERS);
        more.add("ALTER TABLE %1$s ADD EXCLUDE (points WITH =) WHERE (points > 0)");
        more.add("CREATE STATISTICS %2$s ON points, more FROM %1$s");
        if (version.major() >= 15) {
            more.add("CREATE PUBLICATION %2$s FOR TABLE %1$s WHERE (points > 0)");
        }
        eachIsRefused(version, RETYPE, "column-in-use", more);
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
            assertThat(trial.problems())
                    .extracting(problem -> problem.message())
                    .satisfiesExactly(
                            message -> assertThat(message).contains("default"),
                            message -> assertThat(message).contains("operator does not exist"),
                            message -> assertThat(message).contains("operator does not exist"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_foreign_key_that_could_not_be_pointed_at_the_new_column_is_refused(PostgresVersion version)
            throws Exception {
        var ddl = TABLE + """
                CREATE SCHEMA theirs;
                CREATE TABLE theirs.orders (buyer int REFERENCES public.users);
                CREATE TABLE visits (at int, visitor int REFERENCES users) PARTITION BY RANGE (at);
                CREATE TABLE visits1 PARTITION OF visits FOR VALUES FROM (0) TO (10);
                CREATE TABLE friends (user_id int REFERENCES users);
                """;
        try (var trial = Trial.of(version, ddl, """
                ALTER TABLE users ALTER COLUMN id TYPE bigint;
                ALTER TABLE friends RENAME COLUMN user_id TO friend_id;
                """)) {
            assertThat(trial.codes())
                    .containsExactlyInAnyOrderElementsOf(
                            version.major() < 18
                                    ? List.of("not-owner", "partitioned", "key-on-both-sides")
                                    : List.of("not-owner", "key-on-both-sides"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_type_that_a_foreign_key_cannot_have_on_one_side_is_refused(PostgresVersion version) throws Exception {
        var ddl = """
                CREATE TABLE users (id text PRIMARY KEY);
                CREATE TABLE orders (buyer text REFERENCES users, seller text REFERENCES users);
                CREATE TABLE shops (id int PRIMARY KEY);
                CREATE TABLE visits (shop int REFERENCES shops);
                """;
        try (var trial = Trial.of(version, ddl, """
                --! down users.id = users.id::text
                --! down orders.buyer = orders.buyer::text
                --! down visits.shop = visits.shop::int
                ALTER TABLE users ALTER COLUMN id TYPE uuid USING id::uuid;
                ALTER TABLE orders ALTER COLUMN buyer TYPE uuid USING buyer::uuid;
                ALTER TABLE visits ALTER COLUMN shop TYPE text;
                """)) {
            assertThat(trial.codes()).containsExactly("wrong-type", "wrong-type", "wrong-type");
            assertThat(trial.problems())
                    .extracting(problem -> problem.message())
                    .anyMatch(message -> message.contains("text cannot refer to id uuid"))
                    .anyMatch(message -> message.contains("shop text cannot refer to id integer"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void two_columns_of_one_key_change_their_types_one_after_the_other(PostgresVersion version) throws Exception {
        var ddl =
                "CREATE TABLE visits (a int, b int, PRIMARY KEY (a, b)); INSERT INTO visits SELECT i, i FROM generate_series(1, 300) i;";
        var one = "ALTER TABLE visits ALTER COLUMN a TYPE bigint;";
        try (var trial = Trial.of(version, ddl, one + "ALTER TABLE visits ALTER COLUMN b TYPE bigint;")) {
            assertThat(trial.codes()).isNotEmpty().allMatch("shared-by-two-type-changes"::equals);
            trial.also("V2__one.sql", one).goesThereAndBack();
        }
    }
}
