package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Outcome;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sync could not hold is refused at plan time, with its reason; what it can is planned. */
final class RefusalsTest {
    private static final String RENAME = "ALTER TABLE users RENAME COLUMN name TO full_name;";
    private static final String DROP = "ALTER TABLE users DROP COLUMN name;";
    private static final String USERS = """
            CREATE TABLE users (id integer PRIMARY KEY, name text, a text, b text, changed integer NOT NULL DEFAULT 0);
            CREATE OR REPLACE FUNCTION count_changes() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN NEW.changed := NEW.changed + 1; RETURN NEW; END';
            CREATE OR REPLACE FUNCTION look_at_name() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN IF (NEW).name IS NULL THEN RAISE ''no name''; END IF; RETURN NEW; END';
            CREATE OR REPLACE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            """;

    /** Refusals of a file while something more is there. */
    private static List<String> refusals(Lab lab, String more, String file) throws SQLException {
        lab.database()
                .execute("DROP TABLE IF EXISTS users CASCADE; " + USERS + more + "; ALTER TABLE users OWNER TO owner");
        return lab.refusals(file);
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_refusal_leaves_no_trace_in_a_database_that_was_never_touched(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, USERS)) {
            for (var sql : List.of("ALTER TABLE users DROP COLUMN id;", "DROP TABLE users;", "ALTER TABEL users;")) {
                assertThat(lab.tryToExpand(Lab.file(sql))).as(sql).isInstanceOf(Outcome.Refused.class);
            }
            assertThat(lab.verify(Lab.file(RENAME).id())).isInstanceOf(Outcome.Refused.class);
            assertThat(lab.rows("SELECT count(*) FROM pg_namespace WHERE nspname = 'bellows'"))
                    .containsExactly("0");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_trigger_that_would_not_see_what_new_code_writes(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, "")) {
            for (var trigger : List.of(
                    "BEFORE UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION count_changes()",
                    "AFTER UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION nothing()",
                    "BEFORE UPDATE ON users FOR EACH ROW WHEN (NEW.name IS DISTINCT FROM OLD.name)"
                            + " EXECUTE FUNCTION count_changes()",
                    "BEFORE INSERT ON users FOR EACH ROW WHEN (NEW.name IS NULL) EXECUTE FUNCTION count_changes()",
                    "BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION look_at_name()")) {
                assertThat(refusals(lab, "CREATE TRIGGER t " + trigger, RENAME))
                        .as(trigger)
                        .containsExactly("trigger-mentions-column");
                assertThat(refusals(lab, "CREATE TRIGGER t " + trigger, DROP))
                        .as(trigger)
                        .containsExactly("trigger-mentions-column");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_rule_that_would_not_see_what_new_code_writes(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, "")) {
            for (var rule : List.of(
                    "ON INSERT TO users DO ALSO DELETE FROM users WHERE a = 'x'",
                    "ON DELETE TO users WHERE OLD.name IS NULL DO NOTHING")) {
                assertThat(refusals(lab, "CREATE RULE r AS " + rule, RENAME))
                        .as(rule)
                        .isEmpty();
            }
            for (var rule : List.of(
                    "ON INSERT TO users WHERE NEW.name IS NULL DO NOTHING",
                    "ON UPDATE TO users WHERE NEW.name <> OLD.name DO NOTHING")) {
                assertThat(refusals(lab, "CREATE RULE r AS " + rule, RENAME))
                        .as(rule)
                        .containsExactly("rule-mentions-column");
            }
        }
    }

    /** The index of the new type is there from the middle of migrate on, and no index on another column can wait. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_key_that_may_be_violated_for_a_moment_keeps_its_type(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, "")) {
            var retype = "ALTER TABLE users ALTER COLUMN changed TYPE bigint;";
            for (var key :
                    List.of("UNIQUE (changed) DEFERRABLE", "UNIQUE (a, changed) DEFERRABLE INITIALLY DEFERRED")) {
                assertThat(refusals(lab, "ALTER TABLE users ADD " + key, retype))
                        .as(key)
                        .containsExactly("deferrable-key");
            }
            assertThat(refusals(lab, "ALTER TABLE users ADD UNIQUE (changed)", retype))
                    .isEmpty();
            assertThat(refusals(lab, "ALTER TABLE users ADD UNIQUE (name) DEFERRABLE", RENAME))
                    .isEmpty();
        }
    }

    /** Its condition is judged by the row as it was stored, and follows the rename; dropping the column is another matter. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_trigger_whose_condition_sees_the_synced_row_stands_in_the_way_of_drop_only(PostgresVersion version)
            throws SQLException {
        try (var lab = Lab.with(version, "")) {
            var trigger =
                    "CREATE TRIGGER t AFTER UPDATE ON users FOR EACH ROW WHEN (NEW.name IS DISTINCT FROM OLD.name)"
                            + " EXECUTE FUNCTION nothing()";
            assertThat(refusals(lab, trigger, RENAME)).isEmpty();
            assertThat(refusals(lab, trigger, DROP)).containsExactly("trigger-mentions-column");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_name_that_is_taken_until_contract(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, "")) {
            for (var file : List.of(
                    "ALTER TABLE users RENAME a TO c; ALTER TABLE users RENAME b TO a;",
                    "ALTER TABLE users RENAME a TO c; ALTER TABLE users ADD COLUMN a integer;",
                    "ALTER TABLE users DROP COLUMN a; ALTER TABLE users ADD COLUMN a integer;",
                    "ALTER TABLE users DROP COLUMN a; ALTER TABLE users RENAME b TO a;")) {
                assertThat(refusals(lab, "", file)).as(file).containsExactly("column-exists");
            }
            assertThat(
                            refusals(
                                    lab,
                                    "",
                                    "ALTER TABLE users RENAME a TO c; ALTER TABLE users RENAME b TO a; ALTER TABLE users RENAME c TO b;"))
                    .contains("column-exists");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_domain_that_cannot_be_added_empty(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, "")) {
            var domains = """
                DROP DOMAIN IF EXISTS nested, checked, preset, plain;
                CREATE DOMAIN checked AS text CHECK (value <> 'bad');
                CREATE DOMAIN nested AS checked;
                CREATE DOMAIN preset AS text DEFAULT 'x';
                CREATE DOMAIN plain AS text;
                """;
            for (var refused : List.of(
                    "ALTER TABLE users ADD COLUMN c checked",
                    "ALTER TABLE users ADD COLUMN c nested; UPDATE users SET c = name",
                    "ALTER TABLE users ADD COLUMN c preset; UPDATE users SET c = name",
                    "--! down users.a = users.a::text\nALTER TABLE users ALTER COLUMN a TYPE checked")) {
                assertThat(refusals(lab, domains, refused)).as(refused).contains("constrained-domain");
            }
            for (var planned : List.of(
                    "ALTER TABLE users ADD COLUMN c preset",
                    "ALTER TABLE users ADD COLUMN c plain; UPDATE users SET c = name")) {
                assertThat(refusals(lab, domains, planned)).as(planned).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void other_things_that_a_sync_cannot_hold(PostgresVersion version) throws SQLException {
        try (var lab = Lab.with(version, "")) {
            assertThat(refusals(lab, "ALTER TABLE users ADD COLUMN g text GENERATED ALWAYS AS (a || b) STORED", """
                        ALTER TABLE users RENAME COLUMN g TO h;"""))
                    .containsExactly("generated-column");
            assertThat(refusals(lab, "ALTER TABLE users ALTER COLUMN name SET DEFAULT random()::text", RENAME))
                    .containsExactly("nullable-volatile-default");
            assertThat(refusals(
                            lab,
                            "CREATE TRIGGER \"~z\" BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION nothing()",
                            RENAME))
                    .containsExactly("trigger-order");
            assertThat(refusals(lab, "CREATE TABLE more () INHERITS (users)", RENAME))
                    .containsExactly("partitioned");
            lab.database().execute("""
                    DROP TABLE users CASCADE;
                    CREATE TABLE users (id integer, name text) PARTITION BY LIST (id);
                    CREATE TABLE one PARTITION OF users DEFAULT;
                    ALTER TABLE users OWNER TO owner;
                    """);
            assertThat(lab.refusals(RENAME)).containsExactly("partitioned");
            lab.database().execute("""
                    DROP TABLE users;
                    CREATE TABLE users (id integer, name text);
                    ALTER TABLE users OWNER TO owner;
                    ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                    """);
            assertThat(lab.refusals(RENAME)).containsExactly("row-security");
        }
    }
}
