package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the examples of peers do and Bellows does not do yet is refused as a whole: every problem at once, each with its
 * place and what to do, and nothing is touched.
 */
final class RefusalsTest {
    private static final String SHOP = """
            CREATE TABLE products (id int PRIMARY KEY, name text, price numeric, CONSTRAINT named CHECK (name <> ''));
            CREATE TABLE tickets (id int, name text, zip int, owner int);
            CREATE TABLE sellers (name text, zip int, PRIMARY KEY (name, zip));
            CREATE TYPE size AS ENUM ('small');
            INSERT INTO products SELECT i, 'n' || i, i FROM generate_series(1, 100) i;
            """;

    /** One line of a file with ‸ at the place of its problem, and the code of that. */
    private record Refused(String code, String marked) {
        String sql() {
            return marked.replace("‸", "");
        }

        int column() {
            return marked.indexOf('‸') + 1;
        }
    }

    private static final List<Refused> OUT_OF_SCOPE = List.of(
            new Refused("unsupported-statement", "‸ALTER TABLE products RENAME TO items;"),
            new Refused("unsupported-statement", "‸DROP TABLE products;"),
            new Refused("unsupported-statement", "ALTER TABLE products ‸ADD CONSTRAINT once UNIQUE (name);"),
            new Refused("unsupported-statement", "ALTER TABLE tickets ‸ADD FOREIGN KEY (owner) REFERENCES products;"),
            new Refused("unsupported-statement", "ALTER TABLE tickets ‸ADD CHECK (length(name) > 3);"),
            new Refused("unsupported-statement", "ALTER TABLE products ‸DROP CONSTRAINT named;"),
            new Refused("unsupported-statement", "‸ALTER TABLE products RENAME CONSTRAINT named TO is_named;"),
            new Refused("unsupported-statement", "ALTER TABLE tickets ‸ADD PRIMARY KEY (id);"),
            new Refused(
                    "unsupported-statement",
                    "ALTER TABLE tickets ‸ADD FOREIGN KEY (name, zip) REFERENCES sellers ON DELETE CASCADE;"),
            new Refused("unsupported-statement", "ALTER TABLE tickets ‸ADD EXCLUDE USING btree (zip WITH =);"),
            new Refused("unsupported-clause", "ALTER TABLE tickets ADD COLUMN a int ‸CHECK (a >= 18) DEFAULT 18;"),
            new Refused("unsupported-clause", "ALTER TABLE tickets ADD COLUMN b int ‸UNIQUE;"),
            new Refused("unsupported-clause", "ALTER TABLE tickets ADD COLUMN c int ‸REFERENCES products (id);"),
            new Refused("unsupported-statement", "ALTER TABLE products ‸REPLICA IDENTITY FULL;"),
            new Refused("unsupported-statement", "‸CREATE TYPE fruit_size AS ENUM ('small', 'large');"),
            new Refused("unsupported-statement", "‸ALTER TYPE size ADD VALUE 'large';"),
            new Refused("unsupported-statement", "‸ALTER TYPE size RENAME VALUE 'small' TO 'tiny';"),
            new Refused("unsupported-statement", "‸CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"),
            new Refused("unsupported-statement", "‸CREATE VIEW v AS SELECT 1;"),
            new Refused("unsupported-statement", "‸INSERT INTO sellers SELECT DISTINCT name, zip FROM tickets;"),
            new Refused(
                    "unsupported-clause",
                    "‸UPDATE tickets SET name = p.name FROM products p WHERE p.id = tickets.owner;"),
            new Refused("unsupported-clause", "‸UPDATE products SET price = t.zip FROM tickets t WHERE t.owner = id;"),
            new Refused("search-path", "‸SET search_path = v2, public;"));

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void all_that_is_out_of_scope_is_listed_at_once_and_nothing_is_touched(PostgresVersion version) throws Exception {
        var file = OUT_OF_SCOPE.stream().map(Refused::sql).collect(Collectors.joining("\n"));
        var expected = OUT_OF_SCOPE.stream()
                .map(line -> tuple(line.code(), new SourcePosition(OUT_OF_SCOPE.indexOf(line) + 1, line.column())))
                .toList();
        try (var trial = Trial.of(version, SHOP, file + "\nALTER TABLE products ALTER COLUMN name DROP DEFAULT;")) {
            var rows = "SELECT md5(string_agg(xmin || ctid::text || name, ',' ORDER BY id)) FROM products";
            var before = trial.one(rows);
            assertThat(trial.problems())
                    .extracting(Problem::code, problem -> problem.position().orElseThrow())
                    .containsExactlyElementsOf(expected);
            assertThat(trial.problems())
                    .allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
            assertThat(trial.one(rows)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void all_that_cannot_be_done_to_these_tables_is_listed_at_once_and_nothing_is_touched(PostgresVersion version)
            throws Exception {
        try (var trial = Trial.of(version, SHOP + """
                CREATE TABLE logs (at int, n int, c text NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE logs1 PARTITION OF logs FOR VALUES FROM (0) TO (10);
                ALTER TABLE products ADD code int NOT NULL DEFAULT 1, ADD kind text NOT NULL DEFAULT 'x';
                ALTER TABLE products ALTER kind DROP DEFAULT;
                """, """
                --! down products.price = event_name
                ALTER TABLE products ALTER COLUMN price TYPE int;
                ALTER TABLE products DROP COLUMN kind;
                ALTER TABLE products ADD COLUMN a int NOT NULL;
                ALTER TABLE products ADD COLUMN b text, ADD COLUMN c text;
                UPDATE products SET b = name, c = b || 'x';
                UPDATE products SET name = upper(name);
                ALTER TABLE products RENAME COLUMN code TO number;
                ALTER TABLE products ALTER COLUMN number TYPE bigint;
                ALTER TABLE products ALTER COLUMN nobody SET NOT NULL;
                DROP INDEX products_pkey;
                ALTER TABLE logs RENAME COLUMN n TO m;
                CREATE INDEX logs_c ON logs (c);
                ALTER TABLE nowhere DROP COLUMN x;
                """)) {
            assertThat(trial.problems())
                    .extracting(
                            Problem::code,
                            problem -> problem.position().orElseThrow().line())
                    .containsExactlyInAnyOrder(
                            tuple("unknown-column", 1),
                            tuple("needs-down", 2), // because what it has in line 1 is refused
                            tuple("needs-down", 3),
                            tuple("required-without-value", 4),
                            tuple("unknown-column", 6),
                            tuple("update-of-used-column", 7),
                            tuple("one-change-a-column", 9),
                            tuple("unknown-column", 10),
                            tuple("index-of-constraint", 11),
                            tuple("partitioned", 12),
                            tuple("partitioned", 13),
                            tuple("unknown-table", 14));
        }
    }
}
