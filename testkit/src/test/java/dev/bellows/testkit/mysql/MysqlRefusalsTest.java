package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.Bellows;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Problem;
import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.plan.Planned;
import dev.bellows.testkit.scenario.mysql.MysqlBellows;
import dev.bellows.testkit.scenario.mysql.MysqlPermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What these servers leave no safe way for is refused at plan time, all of it at once, and nothing is touched. */
final class MysqlRefusalsTest {
    private static final String TABLE = """
            CREATE TABLE t (
                id int AUTO_INCREMENT PRIMARY KEY, parent int, FOREIGN KEY (parent) REFERENCES t (id),
                note text, doc json, shout varchar(9) GENERATED ALWAYS AS (upper(word)) VIRTUAL, word varchar(9),
                made varchar(36) DEFAULT (uuid()))""";

    static Stream<MysqlVersion> versions() {
        return MysqlVersion.ofThisBuild().stream();
    }

    private record Target(MysqlDatabase database, Bellows bellows) implements AutoCloseable {
        static Target on(MysqlVersion version) throws SQLException {
            assumeTrue(version.available(), () -> version + " is not here");
            var database = SharedMysqlServers.of(version).createDatabase();
            database.execute(TABLE, "CREATE TRIGGER sees BEFORE INSERT ON t FOR EACH ROW SET @word = NEW.word");
            MysqlPermissions.grant(database);
            var url = database.server().url(database.name(), MysqlPermissions.BELLOWS);
            return new Target(database, MysqlBellows.at(url, database.name(), update -> {}));
        }

        List<String> codes(String sql) throws SQLException {
            return switch (bellows.plan(MigrationFile.named("V1__x.sql", sql))) {
                case Planned.Rejected(var problems) ->
                    problems.stream().map(Problem::code).toList();
                case Planned.Accepted ignored -> List.of();
            };
        }

        @Override
        public void close() throws SQLException {
            database.drop();
            database.server().execute("DROP DATABASE IF EXISTS bellows_" + database.name());
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void columns_that_cannot_have_another_name(MysqlVersion version) throws Exception {
        try (var target = Target.on(version)) {
            assertThat(target.codes("ALTER TABLE t RENAME COLUMN id TO number;"))
                    .contains("auto-increment-column", "primary-key-column", "foreign-key-column");
            assertThat(target.codes("ALTER TABLE t RENAME COLUMN parent TO above;"))
                    .containsExactly("foreign-key-column");
            assertThat(target.codes("ALTER TABLE t RENAME COLUMN shout TO loud;"))
                    .containsExactly("generated-column");
            assertThat(target.codes("ALTER TABLE t RENAME COLUMN made TO created;"))
                    .containsExactly("volatile-default");
            assertThat(target.codes("ALTER TABLE t RENAME COLUMN word TO term;"))
                    .contains("trigger-mentions-column");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void a_type_without_a_value_to_spare(MysqlVersion version) throws Exception {
        try (var target = Target.on(version)) {
            var rename = "ALTER TABLE t RENAME COLUMN note TO remark;";
            var allowed = "-- ! allow no-sentinel because new code runs only after migrate\n" + rename;
            assertThat(target.codes(rename)).containsExactly("no-sentinel");
            assertThat(target.codes(allowed)).isEmpty();
            if (version.flavour() == Flavour.MARIADB) {
                target.database().execute("ALTER TABLE t ALTER COLUMN note SET DEFAULT 'none'");
                assertThat(target.codes(allowed)).containsExactly("text-default");
            } else {
                assertThat(target.codes("ALTER TABLE t RENAME COLUMN doc TO data;"))
                        .containsExactly("no-sentinel");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void an_enum_that_no_insert_has_to_name(MysqlVersion version) throws Exception {
        try (var target = Target.on(version)) {
            target.database().execute("CREATE TABLE e (id int PRIMARY KEY, kind enum('a', 'b') NOT NULL, n int)");
            var codes = target.codes("ALTER TABLE e RENAME COLUMN n TO number;");
            if (version.flavour() == Flavour.MARIADB) {
                assertThat(codes).containsExactly("enum-without-default");
                target.database().execute("ALTER TABLE e ALTER COLUMN kind SET DEFAULT 'a'");
                assertThat(target.codes("ALTER TABLE e RENAME COLUMN n TO number;"))
                        .isEmpty();
            } else {
                assertThat(codes).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void all_problems_at_once(MysqlVersion version) throws Exception {
        try (var target = Target.on(version)) {
            assertThat(target.codes("""
                            ALTER TABLE t RENAME COLUMN parent TO above;
                            ALTER TABLE t ADD COLUMN must int NOT NULL;
                            ALTER TABLE t RENAME COLUMN shout TO loud;
                            """))
                    .containsExactlyInAnyOrder("foreign-key-column", "required-without-value", "generated-column");
        }
    }
}
