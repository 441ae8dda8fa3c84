package dev.bellows.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SakilaTest {
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void loads_and_loads_again_from_a_copy(PostgresVersion version) throws SQLException {
        assumeTrue(Sakila.available(), "the Sakila files are not here");
        var server = SharedServers.of(version);
        var begin = System.nanoTime();
        var first = Sakila.load(server);
        var loaded = System.nanoTime();
        var second = Sakila.load(server);
        System.out.printf(
                "%s: Sakila %d ms, again %d ms%n",
                version, (loaded - begin) / 1_000_000, (System.nanoTime() - loaded) / 1_000_000);
        for (var database : new PostgresDatabase[] {first, second}) {
            try (var connection = database.connection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("""
                            SELECT (SELECT count(*) FROM rental), (SELECT count(*) FROM film WHERE fulltext IS NOT NULL),
                                (SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O')
                            """)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(16_044);
                assertThat(rows.getInt(2)).isEqualTo(1_000);
                assertThat(rows.getInt(3)).isZero();
            }
        }
        first.execute("DROP TABLE rental CASCADE");
        second.drop();
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void ordinary_roles_work_with_it(PostgresVersion version) throws SQLException {
        assumeTrue(Sakila.available(), "the Sakila files are not here");
        var database = Sakila.load(SharedServers.of(version));
        Roles.prepare(database);
        Roles.prepare(database);
        Roles.adopt(database);
        database.executeAs(Roles.APP_OLD, "UPDATE actor SET first_name = 'X' WHERE actor_id = 1");
        database.executeAs(Roles.APP_NEW, "INSERT INTO actor (first_name, last_name) VALUES ('A', 'B')");
        database.executeAs(
                Roles.BELLOWS, "CREATE SCHEMA bellows; SET ROLE owner; ALTER TABLE actor ADD COLUMN born date");
        database.executeAs(Roles.OWNER, "CREATE TABLE fresh (id serial PRIMARY KEY)");
        database.executeAs(Roles.APP_OLD, "INSERT INTO fresh DEFAULT VALUES");
        assertThatThrownBy(() -> database.executeAs(Roles.APP_OLD, "CREATE TABLE mine (id int)"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.executeAs(Roles.BELLOWS, "CREATE ROLE other"))
                .hasMessageContaining("permission denied");
        database.drop();
    }
}
