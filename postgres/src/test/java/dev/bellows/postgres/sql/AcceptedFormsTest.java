package dev.bellows.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.AddColumn;
import dev.bellows.migration.Operation.Assignment;
import dev.bellows.migration.Operation.ChangeType;
import dev.bellows.migration.Operation.Comment;
import dev.bellows.migration.Operation.CommentTarget;
import dev.bellows.migration.Operation.CreateIndex;
import dev.bellows.migration.Operation.CreateTable;
import dev.bellows.migration.Operation.DropColumn;
import dev.bellows.migration.Operation.DropDefault;
import dev.bellows.migration.Operation.DropIndex;
import dev.bellows.migration.Operation.DropNotNull;
import dev.bellows.migration.Operation.FillColumns;
import dev.bellows.migration.Operation.FillScope;
import dev.bellows.migration.Operation.IndexText;
import dev.bellows.migration.Operation.Place;
import dev.bellows.migration.Operation.RenameColumn;
import dev.bellows.migration.Operation.Requirement;
import dev.bellows.migration.Operation.SetDefault;
import dev.bellows.migration.Operation.SetNotNull;
import dev.bellows.migration.Parsed;
import dev.bellows.migration.SourcePosition;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AcceptedFormsTest {
    private static final PostgresFrontEnd FRONT_END = new PostgresFrontEnd(PostgresGrammar.load());
    private static final TableName T = new TableName("public", "t");

    private static Migration migration(String sql) {
        var parsed = FRONT_END.parse(MigrationFile.named("V1__x.sql", sql));
        assertThat(parsed).isInstanceOf(Parsed.Understood.class);
        return ((Parsed.Understood) parsed).migration();
    }

    private static List<Operation> operations(String sql) {
        return migration(sql).operations();
    }

    private static SourcePosition at(int line, int column) {
        return new SourcePosition(line, column);
    }

    private static AddColumn added(String type, String collation, String defaultValue, Requirement required) {
        return new AddColumn(
                T,
                "c",
                type,
                Optional.ofNullable(collation),
                Optional.ofNullable(defaultValue),
                required,
                new Place.Last(),
                at(1, 15));
    }

    @Test
    void a_new_column_keeps_its_clauses_as_written() {
        assertThat(operations("ALTER TABLE t ADD COLUMN c text"))
                .containsExactly(added("text", null, null, Requirement.OPTIONAL));
        assertThat(operations("ALTER TABLE t ADD c numeric ( 10, 2 ) [] NOT NULL DEFAULT '{1,2}' :: numeric[] ;"))
                .containsExactly(added("numeric ( 10, 2 ) []", null, "'{1,2}' :: numeric[]", Requirement.REQUIRED));
        assertThat(
                        operations(
                                "ALTER TABLE t ADD c timestamp(3) with time zone DEFAULT now() /* x */ - interval '1 day' NULL"))
                .containsExactly(added(
                        "timestamp(3) with time zone", null, "now() /* x */ - interval '1 day'", Requirement.OPTIONAL));
        assertThat(operations("ALTER TABLE t ADD c \"My Type\" DEFAULT (a, 'b)')::x COLLATE pg_catalog.\"C\" NOT NULL"))
                .containsExactly(added("\"My Type\"", "pg_catalog.\"C\"", "(a, 'b)')::x", Requirement.REQUIRED));
        assertThat(operations("ALTER TABLE t ADD c text COLLATE \"de_DE\" DEFAULT $x$, ) ; $x$"))
                .containsExactly(added("text", "\"de_DE\"", "$x$, ) ; $x$", Requirement.OPTIONAL));
        assertThat(operations("ALTER TABLE t ADD COLUMN IF NOT EXISTS c double precision CONSTRAINT one DEFAULT 1"))
                .containsExactly(added("double precision", null, "1", Requirement.OPTIONAL));
    }

    @Test
    void several_subcommands_are_several_operations() {
        var sql = """
                ALTER TABLE IF EXISTS "Sales"."Order Lines"
                  ADD COLUMN "größe" text DEFAULT f(1, 2),
                  ALTER COLUMN a TYPE varchar(20) COLLATE "C" USING substr(a, 1, 20),
                  ALTER b SET DATA TYPE bigint,
                  ALTER c SET NOT NULL, ALTER d DROP NOT NULL,
                  ALTER COLUMN e SET DEFAULT coalesce(1, 2) + 3, ALTER f DROP DEFAULT,
                  DROP COLUMN IF EXISTS g, DROP h RESTRICT;
                """;
        var table = new TableName("Sales", "Order Lines");
        assertThat(operations(sql))
                .containsExactly(
                        new AddColumn(
                                table,
                                "größe",
                                "text",
                                Optional.empty(),
                                Optional.of("f(1, 2)"),
                                Requirement.OPTIONAL,
                                new Place.Last(),
                                at(2, 3)),
                        new ChangeType(
                                table,
                                "a",
                                "varchar(20)",
                                Optional.of("\"C\""),
                                Optional.of("substr(a, 1, 20)"),
                                at(3, 3)),
                        new ChangeType(table, "b", "bigint", Optional.empty(), Optional.empty(), at(4, 3)),
                        new SetNotNull(table, "c", at(5, 3)),
                        new DropNotNull(table, "d", at(5, 25)),
                        new SetDefault(table, "e", "coalesce(1, 2) + 3", at(6, 3)),
                        new DropDefault(table, "f", at(6, 50)),
                        new DropColumn(table, "g", at(7, 3)),
                        new DropColumn(table, "h", at(7, 28)));
    }

    @Test
    void a_rename_names_both_columns() {
        assertThat(operations("ALTER TABLE t RENAME a TO \"B\""))
                .containsExactly(new RenameColumn(T, "a", "B", at(1, 15)));
        assertThat(operations("ALTER TABLE public . t * RENAME COLUMN a TO b"))
                .containsExactly(new RenameColumn(T, "a", "b", at(1, 26)));
    }

    @Test
    void an_index_is_cut_around_the_place_of_concurrently() {
        assertThat(operations("CREATE UNIQUE /* u */ INDEX CONCURRENTLY IF NOT EXISTS \"I x\" ON t USING gist "
                        + "(lower(a) COLLATE \"C\" DESC, (b || t.c)) INCLUDE (d) WITH (fillfactor = 70) WHERE e > 0 ;"))
                .containsExactly(new CreateIndex(
                        T,
                        "I x",
                        new IndexText(
                                "CREATE UNIQUE /* u */ INDEX",
                                "\"I x\" ON t USING gist (lower(a) COLLATE \"C\" DESC, (b || t.c)) INCLUDE (d) "
                                        + "WITH (fillfactor = 70) WHERE e > 0"),
                        List.of("a", "b", "c", "d", "e"),
                        at(1, 1)));
        assertThat(operations("create index if on s.t(a)"))
                .containsExactly(new CreateIndex(
                        new TableName("s", "t"),
                        "if",
                        new IndexText("create index", "if on s.t(a)"),
                        List.of("a"),
                        at(1, 1)));
    }

    @Test
    void indexes_are_dropped_by_their_own_names() {
        assertThat(operations("DROP INDEX CONCURRENTLY IF EXISTS a;\nDROP INDEX s.b, c RESTRICT"))
                .containsExactly(
                        new DropIndex(new TableName("public", "a"), "a", at(1, 35)),
                        new DropIndex(new TableName("s", "b"), "b", at(2, 12)),
                        new DropIndex(new TableName("public", "c"), "c", at(2, 17)));
    }

    @Test
    void comments_are_set_and_removed() {
        assertThat(operations("COMMENT ON TABLE t IS 'it''s'; COMMENT ON COLUMN s.t.c IS NULL; "
                        + "COMMENT ON INDEX s.i IS ''; COMMENT ON COLUMN t.c IS E'a\\nb'"))
                .containsExactly(
                        new Comment(T, CommentTarget.TABLE, "t", Optional.of("it's"), at(1, 1)),
                        new Comment(new TableName("s", "t"), CommentTarget.COLUMN, "c", Optional.empty(), at(1, 32)),
                        new Comment(new TableName("s", "i"), CommentTarget.INDEX, "i", Optional.empty(), at(1, 65)),
                        new Comment(T, CommentTarget.COLUMN, "c", Optional.of("a\nb"), at(1, 93)));
    }

    @Test
    void an_update_of_all_rows_fills_columns() {
        assertThat(operations("UPDATE t SET a = split_part(n, ' ', 1), \"B\"= CASE WHEN x THEN 1 ELSE 2 END"))
                .containsExactly(new FillColumns(
                        T,
                        List.of(
                                new Assignment("a", "split_part(n, ' ', 1)", at(1, 14)),
                                new Assignment("B", "CASE WHEN x THEN 1 ELSE 2 END", at(1, 41))),
                        FillScope.ALL_ROWS,
                        at(1, 1)));
        for (var where : List.of("a IS NULL", "t.a is null", "(public.t.a ISNULL)")) {
            assertThat(operations("UPDATE t SET a = b IS DISTINCT FROM c WHERE " + where))
                    .containsExactly(new FillColumns(
                            T,
                            List.of(new Assignment("a", "b IS DISTINCT FROM c", at(1, 14))),
                            FillScope.NULLS_ONLY,
                            at(1, 1)));
        }
    }

    @Test
    void a_table_is_made_by_its_own_statement_and_tells_what_it_refers_to() {
        var sql = "CREATE TABLE s.n (\n  id bigint PRIMARY KEY, p int REFERENCES s.n, -- self\n"
                + "  q int REFERENCES b, FOREIGN KEY (q) REFERENCES \"A\".c (x)\n) WITH (fillfactor=70)";
        assertThat(operations("\n" + sql + " ;\n"))
                .containsExactly(new CreateTable(
                        new TableName("s", "n"),
                        sql,
                        List.of(new TableName("A", "c"), new TableName("public", "b")),
                        at(2, 1)));
    }

    @Test
    void a_transaction_and_timeouts_around_the_file_are_ignored() {
        assertThat(operations("SET lock_timeout = '1s'; BEGIN; SET LOCAL statement_timeout TO 0;\r\n"
                        + "ALTER TABLE t DROP c;\r\nRESET lock_timeout; COMMIT;"))
                .containsExactly(new DropColumn(T, "c", at(2, 15)));
    }

    @Test
    void directives_are_read_wherever_they_stand() {
        var sql = """
                --! retain 7d
                --! soak 1h
                --! lock-timeout 100ms
                --! allow drop-column because nobody
                --!     reads it
                ALTER TABLE t DROP a, ADD b text; --! down t.a = b || ' --! x'
                --! up "T 2"."t".b = CASE -- why
                --!      WHEN a > 1 THEN 'é'
                --!      END
                /* --! nonsense */ ALTER TABLE "T 2".t ADD b text DEFAULT '
                --! nonsense';
                """;
        var migration = migration(sql);
        assertThat(migration.directives())
                .containsExactly(
                        new Directive.Retain(Duration.ofDays(7), at(1, 5)),
                        new Directive.Soak(Duration.ofHours(1), at(2, 5)),
                        new Directive.LockTimeout(Duration.ofMillis(100), at(3, 5)),
                        new Directive.Allow("drop-column", "nobody reads it", at(4, 5)),
                        new Directive.Down(T, "a", "b || ' --! x'", at(6, 39)),
                        new Directive.Up(
                                new TableName("T 2", "t"), "b", "CASE -- why\nWHEN a > 1 THEN 'é'\nEND", at(7, 5)));
        assertThat(migration.operations()).hasSize(3);
    }

    @Test
    void durations_have_five_units() {
        for (var time : List.of("0s", "30m", "12h", "45s", "250ms", "7d")) {
            assertThat(migration("--! retain " + time + "\nALTER TABLE t DROP a")
                            .directives())
                    .hasSize(1);
        }
    }
}
