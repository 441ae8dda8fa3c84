package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Problem;
import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.plan.Planned;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What these servers leave no safe way for is refused at plan time, all of it at once, and nothing is touched. */
final class MysqlRefusalsTest {
    private static final String TABLE = """
            CREATE TABLE t (
                id int AUTO_INCREMENT PRIMARY KEY, parent int, FOREIGN KEY (parent) REFERENCES t (id),
                note text, doc json, shout varchar(9) GENERATED ALWAYS AS (upper(word)) VIRTUAL, word varchar(9),
                made varchar(36) DEFAULT (uuid()))""";

    private static final String TRIGGER = "CREATE TRIGGER sees BEFORE INSERT ON t FOR EACH ROW SET @word = NEW.word";

    private static List<String> codes(WithBellows target, String sql) throws SQLException {
        return switch (target.bellows().plan(MigrationFile.named("V1__x.sql", sql))) {
            case Planned.Rejected(var problems) ->
                problems.stream().map(Problem::code).toList();
            case Planned.Accepted ignored -> List.of();
        };
    }

    @ParameterizedTest
    @MethodSource(WithBellows.VERSIONS)
    void columns_that_cannot_have_another_name(MysqlVersion version) throws Exception {
        try (var target = WithBellows.on(version, TABLE, TRIGGER)) {
            assertThat(codes(target, "ALTER TABLE t RENAME COLUMN id TO number;"))
                    .contains("auto-increment-column", "primary-key-column", "foreign-key-column");
            assertThat(codes(target, "ALTER TABLE t RENAME COLUMN parent TO above;"))
                    .containsExactly("foreign-key-column");
            assertThat(codes(target, "ALTER TABLE t RENAME COLUMN shout TO loud;"))
                    .containsExactly("generated-column");
            assertThat(codes(target, "ALTER TABLE t RENAME COLUMN made TO created;"))
                    .containsExactly("volatile-default");
            assertThat(codes(target, "ALTER TABLE t RENAME COLUMN word TO term;"))
                    .contains("trigger-mentions-column");
        }
    }

    @ParameterizedTest
    @MethodSource(WithBellows.VERSIONS)
    void a_type_without_a_value_to_spare(MysqlVersion version) throws Exception {
        try (var target = WithBellows.on(version, TABLE, TRIGGER)) {
            var rename = "ALTER TABLE t RENAME COLUMN note TO remark;";
            var allowed = "-- ! allow no-sentinel because new code runs only after migrate\n" + rename;
            assertThat(codes(target, rename)).containsExactly("no-sentinel");
            assertThat(codes(target, allowed)).isEmpty();
            if (version.flavour() == Flavour.MARIADB) {
                target.database().execute("ALTER TABLE t ALTER COLUMN note SET DEFAULT 'none'");
                assertThat(codes(target, allowed)).containsExactly("text-default");
            } else {
                assertThat(codes(target, "ALTER TABLE t RENAME COLUMN doc TO data;"))
                        .containsExactly("no-sentinel");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(WithBellows.VERSIONS)
    void an_enum_that_no_insert_has_to_name(MysqlVersion version) throws Exception {
        try (var target = WithBellows.on(version, TABLE, TRIGGER)) {
            target.database().execute("CREATE TABLE e (id int PRIMARY KEY, kind enum('a', 'b') NOT NULL, n int)");
            var codes = codes(target, "ALTER TABLE e RENAME COLUMN n TO number;");
            if (version.flavour() == Flavour.MARIADB) {
                assertThat(codes).containsExactly("enum-without-default");
                target.database().execute("ALTER TABLE e ALTER COLUMN kind SET DEFAULT 'a'");
                assertThat(codes(target, "ALTER TABLE e RENAME COLUMN n TO number;"))
                        .isEmpty();
            } else {
                assertThat(codes).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(WithBellows.VERSIONS)
    void all_problems_at_once(MysqlVersion version) throws Exception {
        try (var target = WithBellows.on(version, TABLE, TRIGGER)) {
            assertThat(codes(target, """
                            ALTER TABLE t RENAME COLUMN parent TO above;
                            ALTER TABLE t ADD COLUMN must int NOT NULL;
                            ALTER TABLE t RENAME COLUMN shout TO loud;
                            """))
                    .containsExactlyInAnyOrder("foreign-key-column", "required-without-value", "generated-column");
        }
    }
}
