package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Syncs side by side: several in one file, and migrations in flight on tables with a foreign key between them. */
final class TwoMigrationsTest {

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void two_columns_of_a_table_are_renamed_by_one_file(PostgresVersion version) throws SQLException {
        var file = Lab.file("ALTER TABLE users RENAME a TO c; ALTER TABLE users RENAME b TO d;");
        try (var lab = Lab.with(version, """
                        CREATE TABLE users (id integer PRIMARY KEY, a text, b text);
                        INSERT INTO users VALUES (1, 'a1', 'b1'), (2, 'a2', 'b2'), (3, 'a3', 'b3');
                        """).expand(file);
                var app = lab.application()) {
            Lab.run(app, "UPDATE users SET c = 'x', b = 'y' WHERE id = 1; UPDATE users SET a = d, d = a WHERE id = 2");
            Lab.run(
                    app,
                    "INSERT INTO users (id, a, d) VALUES (4, 'x', 'y'); INSERT INTO users (id, c) VALUES (5, 'z')");
            assertThat(lab.rows("SELECT id, a, b, c, d FROM users ORDER BY id"))
                    .containsExactly(
                            "1|x|y|x|y", "2|null|a2|null|a2", "3|a3|b3|null|null", "4|x|y|x|y", "5|z|null|z|null");
            lab.migrate(file.id()).contract(file.id());
            Lab.run(app, "UPDATE users SET c = d, d = c");
            lab.rollBack(file.id());
            assertThat(lab.rows("SELECT id, a, b, c, d FROM users ORDER BY id"))
                    .containsExactly("1|y|x|y|x", "2|a2|null|a2|null", "3|b3|a3|b3|a3", "4|y|x|y|x", "5|null|z|null|z");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_chain_of_triggers_runs_through_two_tables_in_flight(PostgresVersion version) throws SQLException {
        var parents = MigrationFile.named("V1__parents.sql", "ALTER TABLE parents RENAME COLUMN code TO number;");
        var children = MigrationFile.named("V2__children.sql", """
                --! down children.parent = parent_code
                ALTER TABLE children ADD COLUMN parent_code text, ADD COLUMN note text;
                UPDATE children SET parent_code = parent, note = 'of ' || parent;
                ALTER TABLE children DROP COLUMN parent;
                """);
        try (var lab = Lab.with(version, """
                        CREATE TABLE parents (id integer PRIMARY KEY, code text UNIQUE);
                        CREATE TABLE children (id integer PRIMARY KEY,
                          parent text REFERENCES parents (code) ON UPDATE CASCADE ON DELETE SET NULL);
                        INSERT INTO parents VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
                        INSERT INTO children VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
                        """).expand(parents).expand(children);
                var app = lab.application()) {
            Lab.run(app, "UPDATE parents SET number = 'aa' WHERE id = 1; UPDATE parents SET code = 'bb' WHERE id = 2");
            Lab.run(app, "DELETE FROM parents WHERE number IS NULL AND id = 3");
            Lab.run(app, "UPDATE children SET parent_code = 'aa' WHERE id = 4");
            assertThat(lab.rows("SELECT id, parent, parent_code, note FROM children ORDER BY id"))
                    .containsExactly("1|aa|aa|of aa", "2|bb|bb|of bb", "3|null|null|null", "4|aa|aa|of d");
            lab.migrate(parents.id()).migrate(children.id());
            Lab.run(app, "UPDATE parents SET number = number || '!'");
            assertThat(lab.rows("SELECT id, parent, parent_code FROM children ORDER BY id"))
                    .containsExactly("1|aa!|aa!", "2|bb!|bb!", "3|null|null", "4|aa!|aa!");
            lab.contract(parents.id());
            Lab.run(app, "UPDATE parents SET number = number || '?'; UPDATE children SET parent = 'bb!?' WHERE id = 3");
            lab.contract(children.id());
            Lab.run(app, "UPDATE children SET parent_code = NULL WHERE id = 3");
            lab.rollBack(parents.id()).rollBack(children.id());
            assertThat(lab.rows("SELECT c.id, parent, parent_code, code, number FROM children c"
                            + " LEFT JOIN parents p ON code = parent ORDER BY 1"))
                    .containsExactly(
                            "1|aa!?|aa!?|aa!?|aa!?",
                            "2|bb!?|bb!?|bb!?|bb!?",
                            "3|null|null|null|null",
                            "4|aa!?|aa!?|aa!?|aa!?");
        }
    }
}
