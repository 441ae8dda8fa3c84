package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A column that gets another type keeps everything that hangs on it. Peers copy a part of it, or fail at the end. */
final class RetypesTest {
    private static final String USERS = """
            CREATE TABLE users (id bigint PRIMARY KEY, name text DEFAULT 'x', points int NOT NULL DEFAULT 1, more int);
            INSERT INTO users SELECT i, 'n' || i, i, i FROM generate_series(1, 500) i;
            """;

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_default_is_cast_taken_away_or_replaced_as_the_file_says(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS + """
                CREATE TYPE size AS ENUM ('small', 'big');
                ALTER TABLE users ADD a text DEFAULT '5', ADD b text DEFAULT 'x', ADD c int NOT NULL DEFAULT 7,
                    ADD d size NOT NULL DEFAULT 'small', ADD e text NOT NULL DEFAULT (random() * 1000)::int::text;
                UPDATE users SET b = '3';
                """, """
                --! down users.a = users.a::text
                --! down users.b = users.b::text
                --! down users.c = users.c::int
                --! down users.d = users.d::size
                --! down users.e = users.e::text
                ALTER TABLE users ALTER COLUMN a DROP DEFAULT;
                ALTER TABLE users ALTER COLUMN a TYPE int USING a::int;
                ALTER TABLE users ALTER COLUMN a SET DEFAULT 5;
                ALTER TABLE users ALTER COLUMN b DROP DEFAULT, ALTER COLUMN b TYPE int USING b::int;
                ALTER TABLE users ALTER COLUMN c TYPE text;
                ALTER TABLE users ALTER COLUMN d TYPE text;
                ALTER TABLE users ALTER COLUMN e DROP DEFAULT, ALTER COLUMN e TYPE int USING e::int;
                """)) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void every_clause_of_an_index_comes_along(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS + """
                CREATE INDEX i1 ON users (points DESC NULLS LAST, name text_pattern_ops) WITH (fillfactor = 70);
                CREATE INDEX i2 ON users (name COLLATE "C") INCLUDE (points) WHERE points > 3 AND name <> 'points';
                CREATE INDEX i3 ON users (lower(name), (points + 1));
                CREATE INDEX i4 ON users USING hash (points);
                CREATE INDEX i5 ON users USING brin (points int4_minmax_ops) WITH (pages_per_range = 8);
                CREATE UNIQUE INDEX i6 ON users (points);
                ALTER TABLE users REPLICA IDENTITY USING INDEX i6, CLUSTER ON i1;
                COMMENT ON INDEX i3 IS 'points''s';
                COMMENT ON COLUMN users.points IS 'a score';
                ALTER TABLE users ALTER points SET STATISTICS 77, ALTER points SET (n_distinct = 5);
                GRANT SELECT (points), UPDATE (points) ON users TO PUBLIC;
                GRANT SELECT ON users TO PUBLIC;
                ALTER TABLE users ENABLE ROW LEVEL SECURITY;
                CREATE POLICY p ON users USING (more > 0) WITH CHECK (name <> 'x');
                CREATE PUBLICATION pub FOR TABLE users;
                """, "ALTER TABLE users ALTER COLUMN points TYPE bigint;")) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void every_constraint_that_names_the_column_comes_along(PostgresVersion version) throws Exception {
        var deletes = version.major() < 15 ? "" : " ON DELETE SET NULL (points)";
        try (var trial = Trial.of(
                version, USERS + """
                CREATE TABLE parents (id bigint, zone int, PRIMARY KEY (id, zone));
                INSERT INTO parents SELECT i, 1 FROM generate_series(1, 500) i;
                ALTER TABLE users ADD zone int DEFAULT 1,
                    ADD CONSTRAINT c1 CHECK (points > 0),
                    ADD CONSTRAINT c2 CHECK (points + more > 0 AND name <> 'points') NOT VALID,
                    ADD CONSTRAINT c3 CHECK (points IS NOT NULL) NO INHERIT,
                    ADD CONSTRAINT u1 UNIQUE (points) INCLUDE (name),
                    ADD CONSTRAINT u2 UNIQUE (more, points) WITH (fillfactor = 60),
                    ADD CONSTRAINT f1 FOREIGN KEY (points, zone) REFERENCES parents MATCH FULL ON UPDATE CASCADE,
                    ADD CONSTRAINT f2 FOREIGN KEY (points, zone) REFERENCES parents%s DEFERRABLE NOT VALID;
                COMMENT ON CONSTRAINT c1 ON users IS 'above zero';
                COMMENT ON CONSTRAINT u1 ON users IS 'once';
                COMMENT ON CONSTRAINT f1 ON users IS 'to parents';
                """.formatted(deletes), "ALTER TABLE users ALTER COLUMN points TYPE bigint;")) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_column_that_a_key_only_includes(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (id bigint, code text, extra int, more int,
                    CONSTRAINT users_pkey PRIMARY KEY (id) INCLUDE (extra),
                    CONSTRAINT once UNIQUE (code) INCLUDE (extra, more));
                COMMENT ON CONSTRAINT once ON users IS 'once';
                INSERT INTO users SELECT i, 'c' || i, i, i FROM generate_series(1, 500) i;
                """, "ALTER TABLE users ALTER COLUMN extra TYPE bigint;")) {
            trial.goesThereAndBack();
        }
        try (var trial = Trial.of(version, """
                CREATE TABLE users (id bigint, extra int, PRIMARY KEY (id) INCLUDE (extra));
                CREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint REFERENCES users);
                """, "ALTER TABLE users ALTER COLUMN extra TYPE bigint;")) {
            assertThat(trial.codes()).containsExactly("included-in-key");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_primary_key_that_other_tables_and_the_table_itself_refer_to(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (
                    id int GENERATED ALWAYS AS IDENTITY (START 3 INCREMENT 2) PRIMARY KEY,
                    boss int REFERENCES users, name text);
                CREATE SCHEMA app;
                CREATE TABLE app.orders (
                    id bigint PRIMARY KEY, buyer int NOT NULL REFERENCES users ON DELETE CASCADE,
                    seller bigint CONSTRAINT sold REFERENCES users ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED);
                ALTER TABLE app.orders OWNER TO owner;
                ALTER SCHEMA app OWNER TO owner;
                CREATE TABLE notes (about int);
                ALTER TABLE notes ADD CONSTRAINT later FOREIGN KEY (about) REFERENCES users NOT VALID;
                COMMENT ON CONSTRAINT sold ON app.orders IS 'who sold it';
                COMMENT ON CONSTRAINT users_pkey ON users IS 'the key';
                COMMENT ON INDEX users_pkey IS 'its index';
                ALTER TABLE users CLUSTER ON users_pkey, REPLICA IDENTITY USING INDEX users_pkey;
                INSERT INTO users (name, boss) SELECT 'n' || i, nullif(3, i) FROM generate_series(1, 500) i;
                INSERT INTO app.orders SELECT i, 3 + 2 * (i % 500), 3 FROM generate_series(1, 1000) i;
                """, "ALTER TABLE users ALTER COLUMN id TYPE bigint;")) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void both_sides_of_foreign_keys_in_one_file(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (id int PRIMARY KEY, boss int REFERENCES users, parent int REFERENCES users, a int UNIQUE);
                CREATE TABLE orders (id serial PRIMARY KEY, buyer int NOT NULL REFERENCES users, refunded int REFERENCES orders);
                CREATE TABLE abroad (a int REFERENCES users (a), b int, FOREIGN KEY (b) REFERENCES orders ON DELETE SET NULL);
                CREATE INDEX ON orders (buyer);
                COMMENT ON CONSTRAINT users_boss_fkey ON users IS 'reports to';
                INSERT INTO users SELECT i, nullif(1, i), 1, i FROM generate_series(1, 300) i;
                INSERT INTO orders (buyer, refunded) SELECT i, 1 FROM generate_series(1, 300) i;
                INSERT INTO abroad SELECT i, i FROM generate_series(1, 300) i;
                """, """
                ALTER TABLE abroad ALTER COLUMN b TYPE bigint;
                ALTER TABLE users ALTER COLUMN id TYPE bigint, ALTER COLUMN boss TYPE bigint, ALTER COLUMN parent TYPE bigint;
                ALTER TABLE orders ALTER COLUMN id TYPE bigint, ALTER COLUMN buyer TYPE bigint,
                    ALTER COLUMN refunded TYPE bigint;
                """)) {
            trial.goesThereAndBack();
        }
    }
}
