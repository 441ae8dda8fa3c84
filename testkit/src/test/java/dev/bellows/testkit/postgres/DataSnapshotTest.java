package dev.bellows.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DataSnapshotTest {
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void compares_rows_without_their_order_and_that_of_columns(PostgresVersion version) throws SQLException {
        var left = database(version, """
                CREATE TABLE t (id int, "A b" text, at timestamptz); CREATE TABLE big (id serial, f float8);
                INSERT INTO t VALUES (1, 'x', '2020-01-01 00:00Z'), (2, NULL, NULL), (2, NULL, NULL);
                INSERT INTO big (f) SELECT i / 3.0 FROM generate_series(1, 5000) i""");
        var right = database(version, """
                CREATE SCHEMA bellows; CREATE TABLE bellows.journal (id int); INSERT INTO bellows.journal VALUES (1);
                CREATE TABLE t (gone int, at timestamptz, "A b" text, id int); ALTER TABLE t DROP COLUMN gone;
                CREATE TABLE big (f float8, id serial);
                INSERT INTO t (id) VALUES (2), (2); INSERT INTO t (id, "A b", at) VALUES (1, 'x', '2020-01-01 01:00+01');
                INSERT INTO big (id, f) SELECT i, i / 3.0 FROM generate_series(5000, 1, -1) i""");
        var before = DataSnapshot.of(left, DataScope.ALL);
        assertThat(before.tables().get("public.t").count()).isEqualTo(3);
        assertThat(before.diff(DataSnapshot.of(right, DataScope.ALL))).isEmpty();
        assertThat(before.sequences()).containsEntry("public.big_id_seq", "5000");

        right.execute(
                "UPDATE t SET \"A b\" = 'y' WHERE id = 1; UPDATE big SET f = f + 1e-9 WHERE id = 7; CREATE TABLE more ()");
        assertThat(before.diff(DataSnapshot.of(right, DataScope.ALL)))
                .hasSize(4)
                .contains("- public.t A b='x', at='2020-01-01 00:00:00+00', id='1'", "+ table public.more")
                .anyMatch(line -> line.startsWith("! public.big: 5000 rows"));
        var narrow = DataScope.ALL.without("public.t.A b", "public.big.f");
        assertThat(DataSnapshot.of(left, narrow).diff(DataSnapshot.of(right, narrow)))
                .containsExactly("+ table public.more");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_row_too_many_of_the_same_is_a_difference(PostgresVersion version) throws SQLException {
        var columns = new StringBuilder("c0 int");
        for (var i = 1; i < 260; i++) {
            columns.append(", c").append(i).append(" int");
        }
        var database = database(version, "CREATE TABLE wide (" + columns + "); INSERT INTO wide VALUES (1), (1)");
        var before = DataSnapshot.of(database, DataScope.ALL);
        database.execute("INSERT INTO wide VALUES (1)");
        assertThat(before.diff(DataSnapshot.of(database, DataScope.ALL))).hasSize(1);
    }

    private static PostgresDatabase database(PostgresVersion version, String sql) throws SQLException {
        var database = SharedServers.of(version).createDatabase();
        database.execute(sql);
        return database;
    }
}
