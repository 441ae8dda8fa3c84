package dev.bellows.mysql.sql;

import static dev.bellows.mysql.sql.Files.T;
import static dev.bellows.mysql.sql.Files.at;
import static dev.bellows.mysql.sql.Files.migration;
import static dev.bellows.mysql.sql.Files.operations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.Directive;
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
import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AcceptedFormsTest {
    private static AddColumn added(
            String type, String collation, String defaultValue, Requirement required, Place place) {
        return new AddColumn(
                T,
                "c",
                type,
                Optional.ofNullable(collation),
                Optional.ofNullable(defaultValue),
                required,
                place,
                at(1, 15));
    }

    @ParameterizedTest
    @EnumSource
    void a_new_column_keeps_its_clauses_as_written(Flavour flavour) {
        assertThat(operations(flavour, "ALTER TABLE t ADD COLUMN c text"))
                .containsExactly(added("text", null, null, Requirement.OPTIONAL, new Place.Last()));
        assertThat(operations(flavour, "alter table t add c decimal ( 10, 2 ) unsigned not null default 1.5 first;"))
                .containsExactly(
                        added("decimal ( 10, 2 ) unsigned", null, "1.5", Requirement.REQUIRED, new Place.First()));
        assertThat(operations(
                        flavour,
                        "ALTER TABLE t ADD c varchar(20) CHARACTER SET latin1 COLLATE latin1_bin NULL AFTER `a``b`"))
                .containsExactly(added(
                        "varchar(20) CHARACTER SET latin1",
                        "latin1_bin",
                        null,
                        Requirement.OPTIONAL,
                        new Place.After("a`b")));
        assertThat(operations(flavour, "ALTER TABLE t ADD c enum('a,b', 'c''d') DEFAULT 'a,b'"))
                .containsExactly(added("enum('a,b', 'c''d')", null, "'a,b'", Requirement.OPTIONAL, new Place.Last()));
        assertThat(operations(
                        flavour,
                        "ALTER TABLE t ADD c timestamp(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)"))
                .containsExactly(added(
                        "timestamp(6)",
                        null,
                        "CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)",
                        Requirement.OPTIONAL,
                        new Place.Last()));
        assertThat(operations(flavour, "ALTER TABLE t ADD c json DEFAULT (json_array(1, 2))"))
                .containsExactly(added("json", null, "(json_array(1, 2))", Requirement.OPTIONAL, new Place.Last()));
    }

    @ParameterizedTest
    @EnumSource
    void the_comment_of_a_new_column_is_an_operation_of_its_own(Flavour flavour) {
        assertThat(operations(flavour, "ALTER TABLE t ADD c int COMMENT 'it''s \\'so\\' \\%\\n', COMMENT = ''"))
                .containsExactly(
                        added("int", null, null, Requirement.OPTIONAL, new Place.Last()),
                        new Comment(T, CommentTarget.COLUMN, "c", Optional.of("it's 'so' \\%\n"), at(1, 21)),
                        new Comment(T, CommentTarget.TABLE, "t", Optional.empty(), at(1, 54)));
    }

    @ParameterizedTest
    @EnumSource
    void several_clauses_are_several_operations(Flavour flavour) {
        var sql = """
                ALTER TABLE `Sales`.`Order Lines`
                  ADD COLUMN (`größe` int, b bigint NOT NULL),
                  RENAME COLUMN d TO `select`,
                  ALTER COLUMN e SET DEFAULT 5, ALTER f DROP DEFAULT,
                  DROP COLUMN g, DROP h,
                  ADD UNIQUE KEY k (a, b(10) DESC) COMMENT 'x',
                  DROP INDEX old,
                  ALGORITHM = INPLACE, LOCK = NONE;
                """;
        var table = new TableName("Sales", "Order Lines");
        assertThat(operations(flavour, sql))
                .containsExactly(
                        new AddColumn(
                                table,
                                "größe",
                                "int",
                                Optional.empty(),
                                Optional.empty(),
                                Requirement.OPTIONAL,
                                new Place.Last(),
                                at(2, 15)),
                        new AddColumn(
                                table,
                                "b",
                                "bigint",
                                Optional.empty(),
                                Optional.empty(),
                                Requirement.REQUIRED,
                                new Place.Last(),
                                at(2, 28)),
                        new RenameColumn(table, "d", "select", at(3, 3)),
                        new SetDefault(table, "e", "5", at(4, 3)),
                        new DropDefault(table, "f", at(4, 33)),
                        new DropColumn(table, "g", at(5, 3)),
                        new DropColumn(table, "h", at(5, 18)),
                        new CreateIndex(
                                table,
                                "k",
                                new IndexText("ADD UNIQUE INDEX", "k (a, b(10) DESC) COMMENT 'x'"),
                                List.of("a", "b"),
                                at(6, 3)),
                        new DropIndex(table, "old", at(7, 3)));
    }

    @ParameterizedTest
    @EnumSource
    void modify_says_the_whole_definition(Flavour flavour) {
        assertThat(operations(flavour, "ALTER TABLE t MODIFY a varchar(30) NOT NULL DEFAULT 'x' COMMENT 'y'"))
                .containsExactly(
                        new ChangeType(T, "a", "varchar(30)", Optional.empty(), Optional.empty(), at(1, 15)),
                        new SetNotNull(T, "a", at(1, 15)),
                        new SetDefault(T, "a", "'x'", at(1, 15)),
                        new Comment(T, CommentTarget.COLUMN, "a", Optional.of("y"), at(1, 15)));
        assertThat(operations(flavour, "ALTER TABLE t CHANGE COLUMN a b bigint unsigned"))
                .containsExactly(
                        new ChangeType(T, "a", "bigint unsigned", Optional.empty(), Optional.empty(), at(1, 15)),
                        new DropNotNull(T, "a", at(1, 15)),
                        new DropDefault(T, "a", at(1, 15)),
                        new Comment(T, CommentTarget.COLUMN, "a", Optional.empty(), at(1, 15)),
                        new RenameColumn(T, "a", "b", at(1, 15)));
        assertThat(operations(flavour, "ALTER TABLE t CHANGE a a int"))
                .noneMatch(operation -> operation instanceof RenameColumn);
    }

    @ParameterizedTest
    @EnumSource
    void indexes_in_each_form(Flavour flavour) {
        assertThat(operations(
                        flavour,
                        "CREATE UNIQUE INDEX i USING BTREE ON shop.t (a, (lower(b)), C(5)) COMMENT 'x' LOCK=NONE"))
                .containsExactly(new CreateIndex(
                        T,
                        "i",
                        new IndexText("ADD UNIQUE INDEX", "i USING BTREE (a, (lower(b)), C(5)) COMMENT 'x'"),
                        List.of("a", "b", "C"),
                        at(1, 1)));
        assertThat(operations(flavour, "ALTER TABLE t ADD FULLTEXT INDEX i (a), ADD CONSTRAINT u UNIQUE (b, B)"))
                .containsExactly(
                        new CreateIndex(T, "i", new IndexText("ADD FULLTEXT INDEX", "i (a)"), List.of("a"), at(1, 15)),
                        new CreateIndex(
                                T, "u", new IndexText("ADD UNIQUE INDEX", "u (b, B)"), List.of("b"), at(1, 41)));
        assertThat(operations(flavour, "DROP INDEX i ON t ALGORITHM=INPLACE"))
                .containsExactly(new DropIndex(T, "i", at(1, 1)));
    }

    @ParameterizedTest
    @EnumSource
    void a_new_table_with_the_tables_that_it_refers_to(Flavour flavour) {
        var sql = "CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, a int,\n"
                + " FOREIGN KEY (a) REFERENCES b (id), CONSTRAINT self FOREIGN KEY (id) REFERENCES t (a)) ENGINE=InnoDB";
        assertThat(operations(flavour, sql + ";"))
                .containsExactly(new CreateTable(T, sql, List.of(new TableName("shop", "b")), at(1, 1)));
    }

    @ParameterizedTest
    @EnumSource
    void an_update_of_the_whole_table(Flavour flavour) {
        assertThat(operations(flavour, "UPDATE t SET a = substring_index(n, ' ', 1), t.b = CASE WHEN n > 0 THEN 1 END"))
                .containsExactly(new FillColumns(
                        T,
                        List.of(
                                new Assignment("a", "substring_index(n, ' ', 1)", at(1, 14)),
                                new Assignment("b", "CASE WHEN n > 0 THEN 1 END", at(1, 46))),
                        FillScope.ALL_ROWS,
                        at(1, 1)));
        for (var condition : List.of("a IS NULL", "t.A is null", "`shop`.t.a IS NULL")) {
            assertThat(operations(flavour, "UPDATE shop.t SET a = 0 WHERE " + condition))
                    .as(condition)
                    .containsExactly(new FillColumns(
                            T, List.of(new Assignment("a", "0", at(1, 19))), FillScope.NULLS_ONLY, at(1, 1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void directives_begin_with_a_blank_after_the_dashes(Flavour flavour) {
        var migration = migration(flavour, """
                -- ! up t.a =
                -- !   concat(`x y`, ';', "--")
                -- ! down `Other Shop`.`t``2`.`b` = 1 -- not a comment of its own
                # ! retain 1d is only a comment, as is
                /* -- ! soak 1h */
                -- ! lock-timeout 100ms
                ALTER TABLE t ADD COLUMN A text;
                ALTER TABLE `Other Shop`.`t``2` DROP COLUMN b;
                """);
        assertThat(migration.directives())
                .containsExactly(
                        new Directive.Up(T, "a", "concat(`x y`, ';', \"--\")", at(1, 6)),
                        new Directive.Down(new TableName("Other Shop", "t`2"), "b", "1", at(3, 6)),
                        new Directive.LockTimeout(Duration.ofMillis(100), at(6, 6)));
    }

    @ParameterizedTest
    @EnumSource
    void what_only_surrounds_a_change_is_read_over(Flavour flavour) {
        assertThat(operations(flavour, """
                SET NAMES utf8mb4;
                SET SESSION lock_wait_timeout = 5, @@session.innodb_lock_wait_timeout = 1;
                /* ; */ # ;
                ALTER TABLE t DROP COLUMN a;
                """)).containsExactly(new DropColumn(T, "a", at(4, 1 + 14)));
        assertThat(operations(flavour, "START TRANSACTION; ALTER TABLE t DROP a; COMMIT;"))
                .hasSize(1);
        assertThat(operations(flavour, "DELIMITER //\nALTER TABLE t DROP a//\nDELIMITER ;\nALTER TABLE t DROP b;"))
                .containsExactly(new DropColumn(T, "a", at(2, 15)), new DropColumn(T, "b", at(4, 15)));
    }

    @ParameterizedTest
    @EnumSource
    void a_versioned_comment_is_code_where_the_server_runs_it(Flavour flavour) {
        assertThat(operations(flavour, "ALTER TABLE t /*!50500 DROP COLUMN a */ /*!999999 , DROP COLUMN b */"))
                .containsExactly(new DropColumn(T, "a", at(1, 24)));
        var ofMariadb = "ALTER TABLE t DROP COLUMN a /*M!100100 , DROP COLUMN b */";
        assertThat(operations(flavour, ofMariadb)).hasSize(flavour == Flavour.MARIADB ? 2 : 1);
    }

    @Test
    void forms_of_mariadb_alone() {
        assertThat(operations(
                        Flavour.MARIADB,
                        "ALTER TABLE IF EXISTS t WAIT 5 ADD COLUMN IF NOT EXISTS c int, DROP COLUMN IF EXISTS d"))
                .containsExactly(
                        new AddColumn(
                                T,
                                "c",
                                "int",
                                Optional.empty(),
                                Optional.empty(),
                                Requirement.OPTIONAL,
                                new Place.Last(),
                                at(1, 32)),
                        new DropColumn(T, "d", at(1, 64)));
        assertThat(operations(Flavour.MARIADB, "CREATE INDEX IF NOT EXISTS i ON t (a) NOWAIT"))
                .hasSize(1);
    }
}
