package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The locks on keys of two unique indexes: for every type, few, and not in the way of who does not insert the same key. */
final class KeyLocksTest {
    private static final MigrationFile RENAME = Lab.file("ALTER TABLE users RENAME COLUMN name TO full_name;");
    private static final String USERS = """
            CREATE TABLE users (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE, n integer NOT NULL DEFAULT 0);
            INSERT INTO users (name) SELECT 'a' || i FROM generate_series(1, 100) i;
            """;

    private static Connection patient(Lab lab) throws SQLException {
        var connection = lab.application();
        Lab.run(connection, "SET lock_timeout = '300ms'");
        return connection;
    }

    private static String insert(String name) {
        return "INSERT INTO users (full_name) VALUES ('%s') ON CONFLICT (full_name) ".formatted(name);
    }

    @ParameterizedTest
    @MethodSource("dev.bellows.testkit.postgres.PostgresVersion#ofThisBuild")
    void who_does_not_insert_the_same_key_does_not_wait(PostgresVersion version) throws SQLException {
        for (var isolation : List.of("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE")) {
            try (var lab = Lab.with(version, USERS).expand(RENAME).migrate(RENAME.id());
                    var one = patient(lab);
                    var other = patient(lab)) {
                Lab.run(one, "BEGIN ISOLATION LEVEL " + isolation);
                Lab.run(one, insert("new") + "DO NOTHING");
                Lab.run(one, insert("a2") + "DO UPDATE SET n = 2");
                Lab.run(one, "UPDATE users SET name = 'a0' WHERE name = 'a3'");
                if (!isolation.equals("SERIALIZABLE")) {
                    Lab.run(one, insert("a1") + "DO NOTHING");
                    Lab.run(other, insert("a1") + "DO NOTHING");
                }
                Lab.run(other, insert("newer") + "DO NOTHING");
                Lab.run(other, insert("a4") + "DO UPDATE SET n = 2");
                Lab.run(other, "UPDATE users SET n = 3, name = name WHERE name = 'a5'");
                Lab.run(other, "DELETE FROM users WHERE full_name = 'a6'");
                assertThatThrownBy(() -> Lab.run(other, insert("new") + "DO NOTHING"))
                        .as("who inserts the same key waits, as without us")
                        .hasMessageContaining("lock timeout");
                Lab.run(one, "COMMIT");
                Lab.run(other, insert("new") + "DO UPDATE SET n = 9");
                assertThat(lab.rows("SELECT name, full_name, n FROM users WHERE name LIKE 'n%' ORDER BY name"))
                        .containsExactly("new|new|9", "newer|newer|0");
            }
        }
    }

    /** A server that runs out of locks would fail statements of everybody. */
    @ParameterizedTest
    @MethodSource("dev.bellows.testkit.postgres.PostgresVersion#ofThisBuild")
    void a_transaction_takes_a_thirty_second_part_of_the_lock_table_at_most(PostgresVersion version)
            throws SQLException {
        try (var lab = Lab.with(version, USERS).expand(RENAME).migrate(RENAME.id());
                var app = lab.application()) {
            var most = Integer.parseInt(Lab.rows(app, """
                            SELECT current_setting('max_locks_per_transaction')::integer
                              * (current_setting('max_connections')::integer
                                 + current_setting('max_prepared_transactions')::integer) / 32
                            """).getFirst());
            Lab.run(app, "BEGIN");
            Lab.run(app, "INSERT INTO users (name) SELECT 'many' || i FROM generate_series(1, 20000) i");
            Lab.run(app, "UPDATE users SET name = name || '.'");
            var locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()";
            assertThat(Lab.rows(app, locks)).containsExactly(String.valueOf(most));
            Lab.run(app, "COMMIT; BEGIN");
            Lab.run(app, "INSERT INTO users (name) VALUES ('one')");
            assertThat(Lab.rows(app, locks)).as("the next one begins anew").containsExactly("1");
            Lab.run(app, "COMMIT");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.bellows.testkit.postgres.PostgresVersion#ofThisBuild")
    void the_same_value_in_another_index_is_another_key(PostgresVersion version) throws SQLException {
        var both = Lab.file("ALTER TABLE users RENAME COLUMN a TO a2; ALTER TABLE users RENAME COLUMN b TO b2;");
        var users = """
                CREATE TABLE users (id bigserial PRIMARY KEY, a integer UNIQUE, b integer UNIQUE, c integer,
                  twice integer GENERATED ALWAYS AS (c * 2) STORED, UNIQUE (a, twice));
                """;
        try (var lab = Lab.with(version, users).expand(both).migrate(both.id());
                var one = patient(lab);
                var other = patient(lab)) {
            Lab.run(one, "BEGIN");
            Lab.run(one, "INSERT INTO users (a, b, c) VALUES (1, 2, 3)");
            Lab.run(other, "INSERT INTO users (a2, b2, c) VALUES (2, 1, 3)");
            Lab.run(one, "COMMIT");
            assertThat(lab.rows("SELECT a, a2, b, b2, twice FROM users ORDER BY a"))
                    .containsExactly("1|1|2|2|6", "2|2|1|1|6");
        }
    }

    private record Key(String type, List<String> values) {}

    /** Types with and without a hash, with an "equals" in another schema, of which two texts are one value. */
    private static List<Key> keys(PostgresVersion version) {
        var keys = new ArrayList<>(List.of(
                new Key("smallint", List.of("1", "2")),
                new Key("numeric(10,2)", List.of("1.0", "1.00", "2.5")),
                new Key("double precision", List.of("'-0'", "0", "'NaN'")),
                new Key("varchar(20)", List.of("'a'", "'A'")),
                new Key("char(8)", List.of("'a'", "'a  '")),
                new Key("\"char\"", List.of("'a'")),
                new Key("name", List.of("'a'", "'b'")),
                new Key("text COLLATE app.ignoring", List.of("'a'", "'A'", "'b'")),
                new Key("app.mood", List.of("'glad'", "'sad'")),
                new Key("app.small", List.of("1", "2")),
                new Key("app.pair", List.of("'(1,2)'", "'(1,)'")),
                new Key("app.mood[]", List.of("'{glad}'", "'{}'")),
                new Key("bit(3)", List.of("B'101'", "B'000'")),
                new Key("bit varying", List.of("B'1'", "B''")),
                new Key("money", List.of("'1'", "'2'")),
                new Key("tsvector", List.of("'a b'", "'b a'")),
                new Key("int4range", List.of("'[1,2]'", "'[1,3)'", "'empty'")),
                new Key("timestamptz(0)", List.of("'2026-01-01 00:00+00'", "'2026-01-01 01:00+01'")),
                new Key("interval", List.of("'1 day'", "'24 hours'")),
                new Key("cidr", List.of("'10.0.0.0/8'")),
                new Key("jsonb", List.of("'{\"a\": 1}'", "'{\"a\": 1.0}'")),
                new Key("oid", List.of("1")),
                new Key("uuid", List.of("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"))));
        if (version.major() >= 14) {
            keys.add(new Key("int4multirange", List.of("'{[1,2],[5,6]}'")));
        }
        return keys;
    }

    @ParameterizedTest
    @MethodSource("dev.bellows.testkit.postgres.PostgresVersion#ofThisBuild")
    void keys_of_every_type_are_upserted_in_every_phase(PostgresVersion version) throws SQLException {
        var types = """
                CREATE SCHEMA app;
                GRANT USAGE ON SCHEMA app TO PUBLIC;
                CREATE TYPE app.mood AS ENUM ('sad', 'glad');
                CREATE DOMAIN app.small AS integer CHECK (VALUE < 10);
                CREATE TYPE app.pair AS (a integer, b integer);
                CREATE COLLATION app.ignoring (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                """;
        try (var lab = Lab.with(version, types)) {
            var number = 0;
            for (var key : keys(version)) {
                var table = "keyed_" + ++number;
                lab.database()
                        .execute("CREATE TABLE %s (id serial PRIMARY KEY, k %s UNIQUE); GRANT ALL ON %s TO PUBLIC;"
                                        .formatted(table, key.type(), table)
                                + " ALTER TABLE %s OWNER TO owner; GRANT ALL ON SEQUENCE %s_id_seq TO PUBLIC"
                                        .formatted(table, table));
                var rename = MigrationFile.named(
                        "V%d__x.sql".formatted(number), "ALTER TABLE %s RENAME COLUMN k TO key;".formatted(table));
                lab.expand(rename);
                upsert(lab, key, table, "k", "k");
                lab.migrate(rename.id());
                upsert(lab, key, table, "k", "k");
                upsert(lab, key, table, "key", "k");
                lab.verified(rename.id());
                lab.contract(rename.id());
                upsert(lab, key, table, "key", "key");
                lab.rollBack(rename.id());
                upsert(lab, key, table, "key", "k");
            }
        }
    }

    /** Each value anew, once more, and moved; one row for each value in the end. */
    private static void upsert(Lab lab, Key key, String table, String column, String other) throws SQLException {
        try (var app = lab.application()) {
            Lab.run(app, "DELETE FROM " + table);
            for (var action : List.of("DO NOTHING", "DO UPDATE SET %1$s = excluded.%1$s".formatted(column))) {
                for (var value : key.values()) {
                    Lab.run(
                            app,
                            "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) %s"
                                    .formatted(table, column, value, column, action));
                }
            }
            assertThat(Lab.rows(
                            app,
                            "SELECT count(*) > 0 AND count(*) = count(DISTINCT %1$s) AND count(*) = count(%2$s) FROM %3$s"
                                    .formatted(column, other, table)))
                    .as(key.type())
                    .containsExactly("t");
            Lab.run(app, "INSERT INTO %s (%s) VALUES (NULL), (NULL)".formatted(table, column));
            Lab.run(app, "UPDATE %1$s SET %2$s = NULL WHERE id = (SELECT min(id) FROM %1$s)".formatted(table, column));
        }
    }
}
