package dev.bellows.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Parsed;
import dev.bellows.migration.Problem;
import dev.bellows.plan.Action;
import dev.bellows.plan.Plan;
import dev.bellows.plan.PlanSettings;
import dev.bellows.plan.Planned;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.Step;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.postgres.sql.PostgresFrontEnd;
import dev.bellows.schema.Column.Nullability;
import dev.bellows.schema.Column.Volatility;
import dev.bellows.schema.Dependent;
import dev.bellows.schema.Index;
import dev.bellows.schema.TypeChangeCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans as text, held against files that a person has read. {@code -Dgolden.write} writes them anew. */
class GoldenPlanTest {
    private static final PostgresGrammar GRAMMAR = PostgresGrammar.load();
    private static final Path FOLDER = Path.of("src/test/resources/plans");

    @Test
    void rename_of_a_required_column_with_an_index() throws IOException {
        expect(
                "rename",
                Fixture.users()
                        .column("name", "text", Nullability.NOT_NULL)
                        .index("users_name_idx", "name", Index.Uniqueness.UNIQUE, null),
                "ALTER TABLE users RENAME COLUMN name TO full_name;");
    }

    @Test
    void rename_of_a_nullable_column_with_a_default() throws IOException {
        expect(
                "rename-default",
                Fixture.users().column("state", "text", Nullability.NULLABLE, "'new'::text", Volatility.IMMUTABLE),
                "ALTER TABLE users RENAME COLUMN state TO status;");
    }

    @Test
    void split() throws IOException {
        expect(
                "split",
                Fixture.users()
                        .column("name", "text", Nullability.NOT_NULL)
                        .up("first_name", "split_part(users.name, ' '::text, 1)", "name")
                        .up("last_name", "substr(users.name, (strpos(users.name, ' '::text) + 1))", "name")
                        .down(
                                "name",
                                "((users.first_name || ' '::text) || users.last_name)",
                                "first_name",
                                "last_name"),
                """
                --! down users.name = first_name || ' ' || last_name
                ALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name text;
                UPDATE users SET first_name = split_part(name, ' ', 1), last_name = substr(name, strpos(name, ' ') + 1);
                ALTER TABLE users ALTER COLUMN first_name SET NOT NULL;
                ALTER TABLE users DROP COLUMN name;
                """);
    }

    @Test
    void retype_of_a_column_with_index_and_default() throws IOException {
        expect(
                "retype",
                Fixture.users()
                        .column("age", "integer", Nullability.NOT_NULL, "0", Volatility.IMMUTABLE)
                        .index("users_age_idx", "age", Index.Uniqueness.PLAIN, null)
                        .rewrites("age", "bigint", TypeChangeCost.REWRITE)
                        .up("age", "users.age::bigint", "age")
                        .down(
                                "age",
                                "CASE WHEN users.age BETWEEN '-2147483648'::integer AND 2147483647 THEN users.age::integer END",
                                "age"),
                "ALTER TABLE users ALTER COLUMN age TYPE bigint;");
    }

    @Test
    void not_null_without_and_with_a_value() throws IOException {
        expect(
                "not-null",
                Fixture.users().column("email", "text", Nullability.NULLABLE),
                "ALTER TABLE users ALTER COLUMN email SET NOT NULL;");
        expect(
                "not-null-fill",
                Fixture.users()
                        .column("email", "text", Nullability.NULLABLE)
                        .up("email", "COALESCE(users.email, ''::text)", "email"),
                """
                UPDATE users SET email = '' WHERE email IS NULL;
                ALTER TABLE users ALTER COLUMN email SET NOT NULL;
                """);
    }

    @Test
    void what_is_only_catalogue_is_one_step() throws IOException {
        expect(
                "catalogue",
                Fixture.users()
                        .column("name", "character varying(20)", Nullability.NOT_NULL)
                        .rewrites("name", "varchar(50)", TypeChangeCost.CATALOGUE_ONLY)
                        .value("active", "true", Volatility.IMMUTABLE),
                """
                ALTER TABLE users ALTER COLUMN name TYPE varchar(50);
                ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;
                COMMENT ON COLUMN users.active IS 'may log in';
                """);
    }

    @Test
    void a_volatile_default_is_filled_in_chunks() throws IOException {
        expect(
                "volatile-default",
                Fixture.users()
                        .trigger("touch", "NEW.updated_at := now(); RETURN NEW;")
                        .cannotSilenceTriggers()
                        .value("token", "gen_random_uuid()", Volatility.VOLATILE),
                "ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();");
    }

    @Test
    void drops_and_indexes() throws IOException {
        expect(
                "drop-and-index",
                Fixture.users()
                        .column("legacy", "integer", Nullability.NOT_NULL)
                        .column("email", "text", Nullability.NULLABLE)
                        .index("users_old_idx", "email", Index.Uniqueness.PLAIN, null)
                        .down("legacy", "0"),
                """
                --! down users.legacy = 0
                ALTER TABLE users DROP COLUMN legacy;
                CREATE UNIQUE INDEX users_email_key ON users (email);
                DROP INDEX users_old_idx;
                """);
    }

    /** SELECT * and INSERT without a list of columns go by it. */
    @Test
    void new_columns_come_in_the_order_of_the_file_however_they_are_filled() {
        var fixture = Fixture.users()
                .column("name", "text", Nullability.NOT_NULL)
                .up("slug", "lower(users.name)", "name")
                .value("token", "gen_random_uuid()", Volatility.VOLATILE);
        var plan = accepted(fixture, """
                ALTER TABLE users ADD COLUMN zip text, ADD COLUMN token uuid DEFAULT gen_random_uuid();
                ALTER TABLE users ADD COLUMN slug text, ADD COLUMN age integer;
                UPDATE users SET slug = lower(name);
                """);
        var text = text(plan.steps().getFirst());
        assertThat(text.lines().filter(line -> line.contains("ADD COLUMN")))
                .extracting(line -> line.replaceAll(".*COLUMN (\\w+) .*", "$1"))
                .containsExactly("zip", "token", "slug", "age");
        assertThat(text.lines().filter(line -> line.contains("DROP COLUMN")))
                .extracting(line -> line.replaceAll(".*EXISTS (\\w+);", "$1"))
                .containsExactly("age", "slug", "token", "zip");
    }

    @Test
    void the_longest_wait_for_a_lock_fits_into_the_stall_budget() {
        var fixture = Fixture.users().column("name", "text", Nullability.NOT_NULL);
        var drop = "ALTER TABLE users ALTER COLUMN name DROP NOT NULL;";
        for (var timeout : Map.of("40ms", 40, "250ms", 250, "5s", 250).entrySet()) {
            var plan = accepted(fixture, "--! lock-timeout " + timeout.getKey() + "\n" + drop);
            assertThat(plan.limits().lockTimeout()).isEqualTo(Duration.ofMillis(timeout.getValue()));
        }
        assertThat(accepted(fixture, drop).limits().lockTimeout()).isEqualTo(PlanSettings.DEFAULT.lockTimeout());
    }

    @Test
    void every_reason_to_refuse_is_given_at_once() {
        var fixture = Fixture.users()
                .column("name", "text", Nullability.NOT_NULL)
                .column("legacy", "integer", Nullability.NOT_NULL)
                .trigger("audit", "INSERT INTO log VALUES (NEW.name);")
                .dependent(Dependent.Kind.VIEW, "view public.people", "legacy");
        var problems = rejected(fixture, """
                ALTER TABLE users RENAME COLUMN name TO full_name;
                ALTER TABLE users DROP COLUMN legacy;
                ALTER TABLE users ADD COLUMN c integer NOT NULL;
                """);
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "trigger-mentions-column", "column-in-use", "needs-down", "required-without-value");
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.position()).isPresent());
    }

    private static Plan accepted(Fixture fixture, String sql) {
        return switch (plan(fixture, sql)) {
            case Planned.Accepted(var accepted) -> accepted;
            case Planned.Rejected(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<Problem> rejected(Fixture fixture, String sql) {
        return switch (plan(fixture, sql)) {
            case Planned.Accepted accepted -> throw new AssertionError("was accepted: " + text(accepted.plan()));
            case Planned.Rejected(var problems) -> problems;
        };
    }

    private static void expect(String name, Fixture fixture, String sql) throws IOException {
        var plan = accepted(fixture, sql);
        assertThat(plan(fixture, sql)).as("planning is deterministic").isEqualTo(new Planned.Accepted(plan));
        var file = FOLDER.resolve(name + ".plan");
        if (System.getProperty("golden.write") != null) {
            Files.writeString(file, text(plan));
        }
        assertThat(text(plan)).isEqualTo(Files.readString(file));
    }

    private static Planned plan(Fixture fixture, String sql) {
        var parsed = new PostgresFrontEnd(GRAMMAR).parse(MigrationFile.named("V1__test.sql", sql));
        var migration = switch (parsed) {
            case Parsed.Understood(var understood) -> understood;
            case Parsed.Refused(var problems) -> throw new AssertionError(problems.toString());
        };
        return new PostgresPlanner(GRAMMAR).plan(migration, fixture.catalog(), PlanSettings.DEFAULT);
    }

    private static String text(Plan plan) {
        var text = new StringBuilder();
        plan.steps().forEach(step -> text.append(text(step)));
        plan.gates().forEach(gate -> text.append("gate ").append(gate).append('\n'));
        plan.notes().forEach(note -> text.append("note ").append(note).append('\n'));
        return text.toString();
    }

    private static String text(Step step) {
        var text = new StringBuilder("== %s %s\n   %s\n".formatted(step.id(), step.title(), step.impact()));
        lines(step.action(), text);
        switch (step.reversal()) {
            case Reversal.Undo(var actions) -> {
                text.append("-- undo\n");
                actions.forEach(action -> lines(action, text));
            }
            case Reversal.Nothing(var why) ->
                text.append("-- undo: nothing; ").append(why).append('\n');
            case Reversal.Final(var why) ->
                text.append("-- final: ").append(why).append('\n');
        }
        return text.append('\n').toString();
    }

    private static void lines(Action action, StringBuilder text) {
        switch (action) {
            case Action.Transaction(var tables, var lock, var statements) -> {
                text.append("begin ").append(lock).append('\n');
                statements.forEach(
                        s -> text.append(s.text().indent(2).stripTrailing()).append(";\n"));
                text.append("commit\n");
            }
            case Action.Ddl ddl -> text.append(ddl.statement().text()).append(";\n");
            case Action.Scan scan -> text.append(scan.statement().text()).append(";\n");
            case Action.Online online -> text.append(online.statement().text()).append(";\n");
            case Action.Backfill b ->
                text.append("%s<%s>%s\n".formatted(b.head(), b.walk(), b.tail()))
                        .append("  fires ")
                        .append(b.triggers())
                        .append('\n');
            case Action.Verify v -> text.append("%s<range>%s\n".formatted(v.select(), v.mismatch()));
        }
    }
}
