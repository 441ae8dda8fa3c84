package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables and indexes that a file makes: as they are written, whatever they are called. */
final class NewObjectsTest {
    private static final String USERS = """
            CREATE TABLE users (id int PRIMARY KEY, name text, age int NOT NULL DEFAULT 1);
            INSERT INTO users SELECT i, 'n' || i, i % 90 FROM generate_series(1, 500) i;
            """;

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void tables_are_made_in_the_order_of_the_file_with_every_clause_as_written(PostgresVersion version)
            throws Exception {
        try (var trial = Trial.of(version, USERS, """
                CREATE TABLE sellers (name varchar(255), zip integer, description text, PRIMARY KEY (name, zip));
                CREATE TABLE items (
                    id serial PRIMARY KEY,
                    owner int REFERENCES users ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
                    seller varchar(255), zip int, name text UNIQUE, code text CHECK (length(code) > 3),
                    price int DEFAULT (random() * 1000)::int, number bigint GENERATED ALWAYS AS IDENTITY,
                    CONSTRAINT sold FOREIGN KEY (seller, zip) REFERENCES sellers (name, zip),
                    CONSTRAINT once UNIQUE (id) INCLUDE (name) WITH (fillfactor = 70),
                    EXCLUDE USING btree (price WITH =) WHERE (price > 0));
                CREATE INDEX items_hash ON items USING hash (name) WITH (fillfactor = 70);
                CREATE INDEX items_some ON items (id) WHERE id > 10;
                """)) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void indexes_are_built_with_every_clause_as_written(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS, """
                CREATE INDEX i1 ON users USING hash (name) WITH (fillfactor = 70);
                CREATE INDEX i2 ON users (age) WHERE age > 10;
                CREATE UNIQUE INDEX i3 ON users (id, name);
                CREATE INDEX i4 ON users (age int4_ops, name COLLATE "C" text_pattern_ops DESC NULLS LAST) INCLUDE (id);
                CREATE INDEX i5 ON users (lower(name), (age + 1));
                CREATE INDEX i6 ON users USING brin (age);
                """)) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_unique_email_on_two_tables_in_one_file(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS + "CREATE TABLE shops (id int PRIMARY KEY);", """
                ALTER TABLE users ADD COLUMN email text;
                ALTER TABLE shops ADD COLUMN email text;
                CREATE UNIQUE INDEX users_email ON users (email);
                CREATE UNIQUE INDEX shops_email ON shops (email);
                """)) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_unique_email_renamed_on_two_tables_in_one_file(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL UNIQUE);
                CREATE TABLE shops (id int PRIMARY KEY, email text UNIQUE, zone int DEFAULT 1, size int DEFAULT 1);
                CREATE UNIQUE INDEX shops_both ON shops (email, zone) INCLUDE (size);
                INSERT INTO users SELECT i, 'e' || i FROM generate_series(1, 300) i;
                INSERT INTO shops (id, email) SELECT i, 'e' || i FROM generate_series(1, 300) i;
                """, """
                ALTER TABLE users RENAME COLUMN email TO mail;
                ALTER TABLE shops RENAME COLUMN email TO mail;
                ALTER TABLE shops RENAME COLUMN zone TO region;
                ALTER TABLE shops ALTER COLUMN size TYPE bigint;
                """)) {
            trial.expand().migrate();
            trial.app(
                            "app_new",
                            "INSERT INTO shops (id, mail, region) VALUES (3, 'e3', 1) ON CONFLICT (mail, region) DO NOTHING")
                    .app(
                            "app_old",
                            "INSERT INTO shops (id, email, zone) VALUES (3, 'e3', 1) ON CONFLICT (email, zone) DO NOTHING")
                    .rollbackToStart()
                    .goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void an_index_whose_name_is_taken_is_refused(PostgresVersion version) throws Exception {
        try (var trial =
                Trial.of(version, USERS + "CREATE INDEX i1 ON users (name); CREATE INDEX i2 ON users (name);", """
                CREATE INDEX i1 ON users (age);
                CREATE INDEX users_pkey ON users (age);
                DROP INDEX i2;
                CREATE INDEX i2 ON users (age);
                CREATE INDEX i3 ON users (age);
                CREATE INDEX i3 ON users (name);
                """)) {
            assertThat(trial.codes()).containsExactly("index-exists", "index-exists", "index-exists", "index-exists");
        }
    }
}
