package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads when something is wrong: what it is, how things stand, and a next command that helps. */
final class TroubleTest {
    @TempDir
    Path folder;

    private Keyboard keyboard;

    @BeforeEach
    void users() throws Exception {
        keyboard = Keyboard.in(folder);
        sql("CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL)");
        sql("INSERT INTO users SELECT i, 'name ' || i FROM generate_series(1, 1000) i");
        sql("ANALYZE users");
        keyboard.file("V42__full_name.sql", "ALTER TABLE users RENAME COLUMN name TO full_name;\n");
    }

    @AfterEach
    void drop() throws Exception {
        keyboard.close();
    }

    @Test
    void rows_that_differ_are_named_once_and_migrate_compares_again_once_they_are_mended() throws Exception {
        expect(0, "expand", "V42");
        expect(0, "migrate", "V42");
        sql("SET session_replication_role = replica; ALTER TABLE users DISABLE TRIGGER ALL;"
                + " UPDATE users SET name = 'odd' WHERE id > 970");

        expect(9, "verify", "V42");
        assertThat(keyboard.err())
                .contains("1000 rows compared, 30 differ")
                .contains("the first: 971; 972; 973;")
                .contains("990")
                .doesNotContain("991", "left out")
                .endsWith("Next: bellows verify V42__full_name\n");
        expect(9, "migrate", "V42");
        expect(0, "approve", "V42", "--accept", "old-writers,old-sessions");
        assertThat(keyboard.out()).endsWith("Next: bellows verify V42__full_name\n");
        expect(9, "contract", "V42");
        expect(0, "status", "V42");
        assertThat(keyboard.out()).doesNotContain("FAILED ROWS").endsWith("Next: bellows verify V42__full_name\n");

        sql("UPDATE users SET full_name = name");
        expect(0, "migrate", "V42");
        assertThat(keyboard.out()).endsWith("Next: bellows contract V42__full_name\n");
    }

    @Test
    void a_rollback_that_failed_is_typed_again_and_never_leads_to_purge() throws Exception {
        expect(0, "expand", "V42");
        expect(0, "migrate", "V42");
        expect(0, "approve", "V42", "--accept", "old-writers,old-sessions");
        expect(0, "contract", "V42");
        sql("ALTER DATABASE " + keyboard.database().name() + " SET default_transaction_read_only = on");

        expect(7, "rollback", "V42");
        assertThat(keyboard.err())
                .contains("the session may not write: default_transaction_read_only is on")
                .contains("V42__full_name is contracted; nothing is half done")
                .endsWith("Next: bellows rollback V42__full_name\n");
        expect(7, "pause", "V42");
        assertThat(keyboard.err()).startsWith("Failed: pause\n").contains("default_transaction_read_only");
    }

    @Test
    void what_is_paused_is_resumed_next() {
        expect(0, "expand", "V42");
        expect(0, "pause", "V42");
        assertThat(keyboard.out()).endsWith("Next: bellows resume V42__full_name\n");
        expect(0, "status", "V42");
        assertThat(keyboard.out()).contains("paused; ").endsWith("Next: bellows resume V42__full_name\n");
    }

    @Test
    void what_was_taken_back_was_not_expanded_a_while_ago() {
        expect(0, "expand", "V42");
        expect(0, "rollback", "V42");
        expect(0, "status", "V42");
        assertThat(keyboard.out())
                .startsWith("V42__full_name is not begun on PostgreSQL ")
                .contains("there was no expand yet; the soak is 1h 0m")
                .doesNotContain(" ago");
    }

    @Test
    void a_phase_out_of_turn_is_refused_in_words() {
        expect(0, "expand", "V42");
        expect(3, "verify", "V42");
        assertThat(keyboard.err())
                .contains("V42__full_name is expanded; verify comes later [phase-order]")
                .endsWith("Next: bellows migrate V42__full_name\n");
        expect(3, "approve", "V42");
        assertThat(keyboard.err()).contains("V42__full_name is expanded; approval counts between migrate and contract");
    }

    @Test
    void a_role_that_may_not_see_the_journal_hears_so() throws Exception {
        expect(0, "expand", "V42");
        sql("CREATE ROLE stranger LOGIN");
        keyboard.as("stranger");
        try {
            for (var command : new String[] {"status", "migrate", "rollback", "tune"}) {
                expect(7, command, "V42");
                assertThat(keyboard.err()).contains("the role stranger may not use the schema bellows");
            }
        } finally {
            sql("DROP ROLE stranger");
        }
    }

    @Test
    void what_is_no_table_is_refused_before_anything_is_touched() throws Exception {
        sql("""
                CREATE VIEW names AS SELECT name FROM users;
                CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM users;
                CREATE FOREIGN DATA WRAPPER nothing;
                CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
                CREATE FOREIGN TABLE far (id int) SERVER nowhere;
                CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (10);
                """);
        refused("ALTER TABLE names ADD COLUMN x int", "public.names is a view;", "not-a-table");
        refused("ALTER TABLE counted ADD COLUMN x int", "public.counted is a materialized view;", "not-a-table");
        refused("ALTER TABLE far ADD COLUMN x int", "public.far is a foreign table;", "not-a-table");
        refused(
                "ALTER TABLE part ADD COLUMN x int",
                "public.part is a partition; it has the columns",
                "inherited-column");
        refused("ALTER TABLE users ADD COLUMN _bellows_old_name text", "those of Bellows", "reserved-name");
        keyboard.file("V1__x.sql", "ALTER TABLE parted ADD COLUMN x int;");
        expect(0, "plan", "V1");
        keyboard.file("V1__x.sql", "ALTER TABLE part ALTER COLUMN id SET DEFAULT 7;");
        expect(0, "plan", "V1");
    }

    private void refused(String sql, String message, String code) throws Exception {
        keyboard.file("V1__x.sql", sql + ";\n");
        expect(3, "plan", "V1");
        assertThat(keyboard.err()).contains(message, "[" + code + "]");
    }

    @Test
    void problems_are_told_once_and_in_the_order_of_the_file() throws Exception {
        keyboard.file("V1__x.sql", """
                ALTER TABLE users DROP COLUMN nam;
                DROP INDEX users_nam;
                ALTER TABLE pets ADD COLUMN age int;
                """);
        expect(3, "plan", "V1");
        assertThat(keyboard.err().lines().filter(line -> line.startsWith("migrations/")))
                .extracting(line -> line.replaceAll(".*sql:(\\d+):.*\\[(.*)]", "$1 $2"))
                .containsExactly("1 unknown-column", "2 unknown-index", "3 unknown-table");
    }

    @Test
    void a_plan_of_a_run_that_has_begun_is_the_saved_one() throws Exception {
        expect(0, "plan", "V42");
        var before = withoutSizes(keyboard.out());
        expect(0, "expand", "V42");
        expect(0, "plan", "V42");
        assertThat(withoutSizes(keyboard.out()))
                .isEqualTo(before.replaceAll("Next: .*", "Next: bellows migrate V42__full_name"));

        keyboard.file("V42__full_name.sql", "ALTER TABLE users RENAME COLUMN name TO called;\n");
        expect(3, "plan", "V42");
        assertThat(keyboard.err())
                .contains("[checksum-differs]", "V42__full_name is expanded.")
                .endsWith("Next: bellows status V42__full_name\n");

        keyboard.file("V43__age.sql", "ALTER TABLE users ADD COLUMN age int;\n");
        expect(3, "plan", "V43");
        assertThat(keyboard.err())
                .contains("public.users is being changed by V42__full_name, which is expanded [table-in-flight]");
    }

    private static String withoutSizes(String plan) {
        return plan.replaceAll("(?m)^  public.users.*\n", "");
    }

    @Test
    void who_keeps_a_table_from_being_read_is_named() throws Exception {
        try (var holder = keyboard.database().connection();
                var statement = holder.createStatement()) {
            statement.execute("SET application_name = 'vacuum full by hand'");
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE users");

            expect(7, "plan", "V42");
            assertThat(keyboard.err())
                    .contains("in the way: pid ", "application vacuum full by hand", "LOCK TABLE users");
            expect(7, "expand", "V42");
            assertThat(keyboard.err())
                    .contains("in the way: pid ")
                    .endsWith("Next: bellows expand V42__full_name.sql\n");
        }
    }

    @Test
    void who_stops_a_command_hears_that_nothing_is_half_done() throws Exception {
        try (var holder = keyboard.database().connection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE users IN ACCESS SHARE MODE");
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var process = new ProcessBuilder(
                            java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "expand", "V42")
                    .directory(folder.toFile());
            process.environment().put("BELLOWS_URL", keyboard.database().url(PostgresServer.SUPERUSER));
            var running = process.start();
            try (var err = running.errorReader()) {
                var line = "";
                while (line != null && !line.contains("waiting before it asks for a lock")) {
                    line = err.readLine();
                }
                assertThat(line).isNotNull();
                running.toHandle().destroy(); // the process itself would close what it said
                assertThat(err.lines().filter(said -> !said.contains("waiting")))
                        .containsExactly(
                                "",
                                "Stopped. What was committed is kept, and nothing is half done.",
                                "Next: bellows status");
            } finally {
                running.destroyForcibly();
            }
            assertThat(running.waitFor()).isEqualTo(143);
        }
        expect(0, "expand", "V42");
    }

    private void expect(int exit, String... arguments) {
        assertThat(keyboard.bellows(arguments))
                .as("%s%n%s%s", String.join(" ", arguments), keyboard.out(), keyboard.err())
                .isEqualTo(exit);
    }

    private void sql(String sql) throws Exception {
        keyboard.database().execute(sql);
    }
}
