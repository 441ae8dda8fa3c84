package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.dialect.CatalogReader.Reading;
import dev.bellows.mysql.catalog.MysqlCatalogReader;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.CheckedExpression.Safety;
import dev.bellows.schema.Column.Volatility;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.ExpressionKey.Direction;
import dev.bellows.schema.TypeChange;
import dev.bellows.schema.TypeChangeCost;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the servers say of the expressions of a migration before anything is changed. */
final class MysqlExpressionsTest {
    private static final String TABLE = """
            CREATE TABLE users (id int PRIMARY KEY, name varchar(40) NOT NULL, `Given Name` varchar(20), age int, big bigint,
              born date, l1 varchar(20) CHARACTER SET latin1, j json, price decimal(8, 2), small smallint)""";

    private static CatalogFixture users(MysqlVersion version) throws SQLException {
        return CatalogFixture.with(
                version,
                TABLE,
                "CREATE FUNCTION twice(x int) RETURNS int DETERMINISTIC NO SQL RETURN x * 2",
                "CREATE FUNCTION noisy(x int) RETURNS int NOT DETERMINISTIC NO SQL RETURN x + rand()",
                "CREATE FUNCTION looks(x int) RETURNS int DETERMINISTIC CONTAINS SQL RETURN (SELECT max(id) FROM users)");
    }

    private static Optional<CheckedExpression> expression(
            CatalogFixture on, Reading reading, Direction direction, String column) {
        return reading.catalog().expression(new ExpressionKey(on.name("users"), column, direction));
    }

    private static CheckedExpression up(CatalogFixture on, String type, String sql) throws SQLException {
        var reading = on.read("ALTER TABLE users ADD COLUMN n %s; UPDATE users SET n = %s;".formatted(type, sql));
        assertThat(reading.problems()).as(sql).isEmpty();
        return expression(on, reading, Direction.UP, "n").orElseThrow();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void every_column_is_written_with_its_table(MysqlVersion version) throws SQLException {
        var on = users(version);
        var checked = up(on, "varchar(99)", "concat(NAME, ' name ', `given name`, users.l1 /* name */)");
        assertThat(checked.sql())
                .isEqualTo("concat(`users`.`name`, ' name ', `users`.`Given Name`, `users`.`l1` /* name */)");
        assertThat(checked.columns()).containsExactly("Given Name", "l1", "name");
        assertThat(checked.volatility()).isEqualTo(Volatility.IMMUTABLE);
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void what_can_fail_for_some_row_is_told(MysqlVersion version) throws SQLException {
        var on = users(version);
        var total = Map.of(
                "name", "varchar(40)",
                "concat(name, '!')", "varchar(41)",
                "substring_index(name, ' ', 1)", "varchar(40)",
                "CASE WHEN age > 17 THEN 'grown' ELSE 'young' END", "varchar(5)",
                "coalesce(`Given Name`, '')", "varchar(20)",
                "upper(name)", "text",
                "age", "bigint",
                "1", "int");
        for (var one : total.entrySet()) {
            assertThat(up(on, one.getValue(), one.getKey()).safety())
                    .as(one.getKey())
                    .isEqualTo(Safety.TOTAL);
        }
        var mayFail = Map.of(
                "name", "varchar(39)",
                "age * 2", "int",
                "big", "int",
                "CAST(name AS UNSIGNED)", "bigint",
                "`Given Name`", "varchar(20) CHARACTER SET latin1",
                "born", "datetime",
                "if(name = 0, 1, 2)", "int");
        for (var one : mayFail.entrySet()) {
            assertThat(up(on, one.getValue(), one.getKey()).safety())
                    .as(one.getKey())
                    .isEqualTo(Safety.MAY_FAIL);
        }
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void volatility_is_that_of_the_functions(MysqlVersion version) throws SQLException {
        var on = users(version);
        assertThat(up(on, "varchar(36)", "uuid()").volatility()).isEqualTo(Volatility.VOLATILE);
        assertThat(up(on, "varchar(36)", "'uuid()'").volatility()).isEqualTo(Volatility.IMMUTABLE);
        assertThat(up(on, "datetime", "now()").volatility()).isEqualTo(Volatility.STABLE);
        assertThat(up(on, "datetime", "current_timestamp").volatility()).isEqualTo(Volatility.STABLE);
        assertThat(up(on, "int", "twice(age)").volatility()).isEqualTo(Volatility.IMMUTABLE);
        assertThat(up(on, "int", "noisy(age)").volatility()).isEqualTo(Volatility.VOLATILE);
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void what_is_wrong_is_refused_at_its_place(MysqlVersion version) throws SQLException {
        var on = users(version);
        var refused = Map.of(
                "nowhere", "unknown-column",
                "other.name", "unknown-column",
                "nofun(name)", "unknown-function",
                "upper(name, 3)", "invalid-expression",
                "'abc'", "wrong-type",
                "70000 * 70000", "wrong-type",
                "looks(age)", "unsupported-expression",
                "(age, big)", "unsupported-expression");
        for (var one : refused.entrySet()) {
            var reading =
                    on.read("ALTER TABLE users ADD COLUMN n int;\nUPDATE users SET n = %s;".formatted(one.getKey()));
            assertThat(CatalogFixture.codes(reading)).as(one.getKey()).containsExactly(one.getValue());
            assertThat(reading.problems().getFirst().position().orElseThrow().line())
                    .isEqualTo(2);
            assertThat(reading.problems().getFirst().message()).doesNotContain("_bellows");
        }
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void down_expressions_see_the_table_after_the_file(MysqlVersion version) throws SQLException {
        var on = users(version);
        var reading = on.read("""
                -- ! down users.name = concat(first, last)
                ALTER TABLE users ADD COLUMN first varchar(20), ADD COLUMN last varchar(20);
                UPDATE users SET first = substring_index(name, ' ', 1), last = substring_index(name, ' ', -1);
                ALTER TABLE users DROP COLUMN name;
                """);
        assertThat(reading.problems()).isEmpty();
        var down = expression(on, reading, Direction.DOWN, "name").orElseThrow();
        assertThat(down.sql()).isEqualTo("concat(`users`.`first`, `users`.`last`)");
        assertThat(down.safety()).isEqualTo(Safety.TOTAL);
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void the_way_back_of_a_type_is_inferred_where_nothing_is_lost(MysqlVersion version) throws SQLException {
        var on = users(version);
        var back = Map.of(
                "MODIFY age bigint",
                        "CASE WHEN `users`.`age` >= -2147483648 AND `users`.`age` <= 2147483647 THEN `users`.`age` END",
                "MODIFY small int",
                        "CASE WHEN `users`.`small` >= -32768 AND `users`.`small` <= 32767 THEN `users`.`small` END",
                "MODIFY `Given Name` varchar(60)",
                        "CASE WHEN char_length(`users`.`Given Name`) <= 20 THEN `users`.`Given Name` END",
                "MODIFY price decimal(12, 3)",
                        "CASE WHEN abs(`users`.`price`) < 1000000 AND `users`.`price` = round(`users`.`price`, 2) THEN `users`.`price` END");
        for (var one : back.entrySet()) {
            var reading = on.read("ALTER TABLE users " + one.getKey());
            assertThat(reading.problems()).isEmpty();
            assertThat(reading.catalog().expressions().values())
                    .as(one.getKey())
                    .extracting(CheckedExpression::sql)
                    .contains(one.getValue());
        }
        var wider = on.read("ALTER TABLE users MODIFY age bigint");
        assertThat(expression(on, wider, Direction.UP, "age").orElseThrow().safety())
                .isEqualTo(Safety.TOTAL);
        assertThat(expression(on, wider, Direction.DOWN, "age").orElseThrow().safety())
                .isEqualTo(Safety.TOTAL);
        var another = on.read("ALTER TABLE users MODIFY l1 varchar(20) CHARACTER SET utf8mb4");
        assertThat(expression(on, another, Direction.DOWN, "l1")).isEmpty();
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void modify_with_the_same_type_changes_none(MysqlVersion version) throws SQLException {
        var on = users(version);
        var reading =
                on.read("ALTER TABLE users MODIFY name VARCHAR(40) NULL, MODIFY age INTEGER NOT NULL, MODIFY big int");
        assertThat(reading.catalog().rewrites())
                .containsOnlyKeys(
                        new TypeChange(on.name("users"), "age", "INTEGER"),
                        new TypeChange(on.name("users"), "name", "VARCHAR(40)"))
                .containsValue(TypeChangeCost.NOTHING);
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void defaults(MysqlVersion version) throws SQLException {
        var on = users(version);
        var reading = on.read("""
                ALTER TABLE users ADD COLUMN a varchar(10) NOT NULL DEFAULT 'it''s',
                  ADD COLUMN b datetime DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
                  ADD COLUMN c int DEFAULT (1 + 2), ADD COLUMN d int DEFAULT NULL;
                ALTER TABLE users ALTER COLUMN age SET DEFAULT 7;
                """);
        assertThat(reading.problems()).isEmpty();
        var a = expression(on, reading, Direction.DEFAULT, "a").orElseThrow();
        assertThat(List.of(a.sql(), a.volatility(), a.safety()))
                .isEqualTo(List.of("'it''s'", Volatility.IMMUTABLE, Safety.TOTAL));
        var b = expression(on, reading, Direction.DEFAULT, "b").orElseThrow();
        assertThat(b.sql()).startsWithIgnoringCase("current_timestamp").doesNotContainIgnoringCase("update");
        assertThat(b.volatility()).isEqualTo(Volatility.STABLE);
        assertThat(expression(on, reading, Direction.DEFAULT, "c").orElseThrow().sql())
                .contains("1 + 2");
        assertThat(expression(on, reading, Direction.DEFAULT, "age")
                        .orElseThrow()
                        .sql())
                .matches("'?7'?");
        assertThat(CatalogFixture.codes(on.read("ALTER TABLE users ADD COLUMN a int DEFAULT 'x'")))
                .containsExactly("wrong-type");
        assertThat(CatalogFixture.codes(on.read("ALTER TABLE users ADD COLUMN a varchar(100000000)")))
                .containsExactly("unknown-type");
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void nothing_is_left_and_the_session_is_as_it_was(MysqlVersion version) throws SQLException {
        var on = users(version);
        try (var connection = on.database().connect(MysqlUser.ADMINISTRATOR);
                var statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = 'ANSI_QUOTES'");
            var before = Rows.of(connection, "SELECT @@sql_mode, @@lock_wait_timeout, @@sql_quote_show_create");
            var migration = on.migration("ALTER TABLE users ADD COLUMN n int; UPDATE users SET n = age;");
            var reading = new MysqlCatalogReader(on.grammar(), on.database().name(), CatalogFixture.NOTHING)
                    .read(connection, migration);
            assertThat(reading.problems()).isEmpty();
            assertThat(Rows.of(connection, "SELECT @@sql_mode, @@lock_wait_timeout, @@sql_quote_show_create"))
                    .isEqualTo(before);
            assertThat(Rows.of(connection, "SHOW TABLES")).containsExactly(List.of("users"));
        }
        on.drop();
    }
}
