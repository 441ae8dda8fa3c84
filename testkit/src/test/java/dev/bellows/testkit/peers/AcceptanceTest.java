package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Step;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of a peer, with what it does not assert: that the old version goes on, and what comes back. */
final class AcceptanceTest {
    private static final String PRODUCTS = """
            CREATE TABLE products (id int PRIMARY KEY, name text NOT NULL, price int);
            INSERT INTO products SELECT i, 'n' || i, i FROM generate_series(1, 300) i;
            """;

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void added_columns_never_make_the_old_version_fail(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, PRODUCTS, """
                ALTER TABLE products ADD COLUMN description text, ADD COLUMN stock int NOT NULL DEFAULT 100;
                UPDATE products SET description = upper(name);
                ALTER TABLE products ADD COLUMN category text;
                UPDATE products SET category = name || '-category';
                ALTER TABLE products ALTER COLUMN category SET NOT NULL;
                """)) {
            var insert = "INSERT INTO products (id, name, price) VALUES (%d, 'old', 1)";
            trial.expand().app("app_old", insert.formatted(1001)).migrate().app("app_old", insert.formatted(1002));
            trial.app("app_old", "UPDATE products SET name = 'new' WHERE id = 1");
            assertThat(trial.one("""
                    SELECT string_agg(concat_ws(' ', description, stock, category), ', ' ORDER BY id) FROM products
                    WHERE id IN (1, 1001, 1002)""")).isEqualTo("NEW 100 new-category, OLD 100 old-category, OLD 100 old-category");
            trial.app("app_old", "DELETE FROM products WHERE id > 1000; UPDATE products SET name = 'n1' WHERE id = 1");
            trial.rollbackToStart().goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_dropped_column_comes_back_with_its_values(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, PRODUCTS + "ALTER TABLE products ALTER price SET NOT NULL", """
                --! down products.price = 0
                ALTER TABLE products DROP COLUMN price;
                """)) {
            trial.expand().migrate().app("app_new", "INSERT INTO products (id, name) VALUES (1001, 'a')");
            trial.contract().app("app_new", "INSERT INTO products (id, name) VALUES (1002, 'b')");
            trial.app("app_new", "UPDATE products SET name = 'c' WHERE id = 7").rollback();
            assertThat(
                            trial.one(
                                    "SELECT string_agg(price::text, ' ' ORDER BY id) FROM products WHERE id IN (7, 1001, 1002)"))
                    .isEqualTo("7 0 0");
            trial.rollbackToStart().isAtTheStart().goesToTheEndOfTheFile();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_not_null_column_without_a_way_back_is_not_dropped(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, PRODUCTS, "ALTER TABLE products DROP COLUMN name;")) {
            assertThat(trial.codes()).containsExactly("needs-down");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_value_that_the_new_type_cannot_hold_is_no_error_for_who_writes_it(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE reviews (id int PRIMARY KEY, rating text);
                INSERT INTO reviews SELECT i, i::text FROM generate_series(1, 300) i;
                """, """
                --! down reviews.rating = reviews.rating::text
                ALTER TABLE reviews ALTER COLUMN rating TYPE integer USING rating::integer;
                """)) {
            trial.expand()
                    .app("app_old", "UPDATE reviews SET rating = 'abc' WHERE id = 3")
                    .app("app_old", "INSERT INTO reviews VALUES (301, 'def')");
            assertThat(trial.bellows().migrate(trial.file().id()))
                    .isInstanceOfSatisfying(
                            Outcome.GateClosed.class,
                            closed -> assertThat(closed.reports())
                                    .extracting(GateReport::gate)
                                    .containsExactly(GateReport.PARITY));
            assertThat(trial.one("SELECT string_agg(rating, ' ' ORDER BY id) FROM reviews WHERE id IN (3, 301)"))
                    .isEqualTo("abc def");
            trial.app("app_old", "UPDATE reviews SET rating = '5' WHERE id IN (3, 301)");
            trial.verify();
            trial.contract()
                    .app("app_new", "UPDATE reviews SET rating = 6 WHERE id = 4")
                    .rollback();
            assertThat(trial.one("SELECT string_agg(rating, ' ' ORDER BY id) FROM reviews WHERE id IN (3, 4, 301)"))
                    .isEqualTo("5 6 5");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_the_catalogue_alone_can_change_copies_no_row_and_keeps_every_index(PostgresVersion version)
            throws Exception {
        try (var trial = Trial.of(version, PRODUCTS + """
                ALTER TABLE products ADD code varchar(10) NOT NULL DEFAULT 'c';
                CREATE INDEX h ON products USING hash (name); CREATE INDEX p ON products (name) WHERE name > 'm';
                CREATE UNIQUE INDEX u ON products (name);
                ALTER TABLE products ALTER price SET DEFAULT 3;
                COMMENT ON COLUMN products.price IS 'in cents';
                CREATE TABLE logs (at int, n int, c text NOT NULL DEFAULT 'x') PARTITION BY RANGE (at);
                CREATE TABLE logs1 PARTITION OF logs FOR VALUES FROM (0) TO (10);
                """, """
                ALTER TABLE products ALTER COLUMN name DROP NOT NULL;
                ALTER TABLE products ALTER COLUMN price DROP DEFAULT, ALTER COLUMN code TYPE varchar(20);
                ALTER TABLE products ALTER COLUMN code SET DEFAULT 'd', ADD COLUMN stock int NOT NULL DEFAULT 5;
                COMMENT ON COLUMN products.price IS NULL;
                ALTER TABLE logs ADD COLUMN d int DEFAULT 5;
                ALTER TABLE logs ALTER COLUMN c DROP NOT NULL, ALTER COLUMN n SET DEFAULT 7;
                """)) {
            assertThat(trial.plan().steps())
                    .allMatch(step -> step.phase() == Phase.EXPAND)
                    .extracting(Step::action)
                    .hasSize(2)
                    .allMatch(Action.Transaction.class::isInstance);
            var rows = "SELECT md5(string_agg(xmin || ctid::text, ',' ORDER BY id)) || pg_relation_filenode('products')"
                    + " FROM products";
            var before = trial.one(rows);
            trial.expand();
            assertThat(trial.one(rows)).isEqualTo(before);
            trial.rollbackToStart().goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void an_enum_of_another_schema_is_found_whatever_the_search_path(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, PRODUCTS + """
                CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO PUBLIC;
                CREATE TYPE app.size AS ENUM ('small', 'large');
                """, """
                ALTER TABLE products ADD COLUMN size app.size NOT NULL DEFAULT 'small', ADD COLUMN fits app.size;
                UPDATE products SET fits = CASE WHEN price > 9 THEN 'large' ELSE 'small' END::app.size;
                """)) {
            trial.expand();
            try (var app = trial.database().connection("app_old");
                    var statement = app.createStatement()) {
                statement.execute("SET search_path = ''");
                statement.execute("INSERT INTO public.products (id, name, price) VALUES (1001, 'a', 10)");
                statement.execute("UPDATE public.products SET price = 1 WHERE id = 1001");
            }
            assertThat(trial.one("SELECT size || ' ' || fits FROM products WHERE id = 1001"))
                    .isEqualTo("small small");
            trial.app("app_old", "DELETE FROM products WHERE id > 1000")
                    .rollbackToStart()
                    .goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void numbers_go_on_where_they_were_whoever_makes_them(PostgresVersion version) throws Exception {
        for (var key : List.of(
                "serial",
                "int GENERATED BY DEFAULT AS IDENTITY (INCREMENT 5 CACHE 1 CYCLE)",
                "int GENERATED ALWAYS AS IDENTITY (START 10 MINVALUE 3)")) {
            try (var trial = Trial.of(version, """
                    CREATE TABLE users (id %s PRIMARY KEY, name text);
                    INSERT INTO users (name) SELECT 'n' || i FROM generate_series(1, 200) i;
                    """.formatted(key), "ALTER TABLE users ALTER COLUMN id TYPE bigint;")) {
                var sequence = trial.one("SELECT pg_get_serial_sequence('users', 'id')");
                var step = Long.parseLong(trial.one(
                        "SELECT seqincrement FROM pg_sequence WHERE seqrelid = '%s'::regclass".formatted(sequence)));
                var last = Long.parseLong(trial.one("SELECT max(id) FROM users"));
                var insert = "INSERT INTO users (name) VALUES ('x')";
                trial.expand().app("app_old", insert).migrate().app("app_old", insert);
                trial.contract().app("app_new", insert).app("app_old", insert);
                trial.rollback().app("app_old", insert);
                assertThat(trial.one("SELECT count(*) || ' ' || max(id) FROM users"))
                        .as(key)
                        .isEqualTo("205 " + (last + 5 * step));
                assertThat(trial.one("SELECT pg_get_serial_sequence('users', 'id')"))
                        .isEqualTo(sequence);
                trial.rollbackToStart().isAtTheStart().goesToTheEndOfTheFile();
            }
        }
    }
}
