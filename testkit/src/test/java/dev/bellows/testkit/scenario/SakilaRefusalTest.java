package dev.bellows.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.migration.Problem;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.Sakila;
import dev.bellows.testkit.postgres.SharedServers;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Sakila does not allow: said at plan time, with the object that is in the way, and nothing is touched. */
final class SakilaRefusalTest {
    private static Planning on(PostgresVersion version) throws SQLException {
        assumeTrue(Sakila.available(), "the Sakila files are not here");
        return Planning.on(Sakila.load(SharedServers.of(version)));
    }

    /** The trigger gets names of columns as arguments, and another sets one: after a rename, every write would fail. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void columns_that_a_trigger_names_keep_their_names(PostgresVersion version) throws SQLException {
        var planning = on(version);
        for (var column : List.of("title", "description", "fulltext")) {
            assertThat(planning.refused("ALTER TABLE film RENAME COLUMN %s TO other;".formatted(column)))
                    .containsExactly(Problem.at(
                            new dev.bellows.migration.SourcePosition(1, 18),
                            "trigger-mentions-column",
                            "trigger film_fulltext_trigger of public.film uses column %s by name; every write would fail once it is renamed"
                                    .formatted(column),
                            "Change or drop the trigger in a migration before this one."));
        }
        for (var change : List.of("RENAME COLUMN last_update TO changed", "DROP COLUMN last_update")) {
            assertThat(planning.refused("ALTER TABLE customer " + change))
                    .extracting(Problem::code, problem -> problem.message().substring(0, 43))
                    .containsExactly(tuple("trigger-mentions-column", "trigger last_updated of public.customer use"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void columns_under_a_view_keep_their_type(PostgresVersion version) throws SQLException {
        var planning = on(version);
        assertThat(planning.refused("ALTER TABLE rental ALTER COLUMN rental_id TYPE bigint"))
                .extracting(Problem::code, Problem::message)
                .containsExactlyElementsOf(Stream.of("sales_by_film_category", "sales_by_store")
                        .map(view -> tuple(
                                "column-in-use",
                                "column rental_id is used by view public.%s; the server does not change the type of such a column"
                                        .formatted(view)))
                        .toList());
        assertThat(planning.refused("""
                        --! down film.rating = film.rating::mpaa_rating
                        ALTER TABLE film ALTER COLUMN rating TYPE text;
                        ALTER TABLE film ALTER COLUMN length TYPE integer;
                        ALTER TABLE film ALTER COLUMN rental_rate TYPE numeric(6, 2);
                        """)).hasSize(6).extracting(Problem::code).containsOnly("column-in-use");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void columns_that_something_needs_stay(PostgresVersion version) throws SQLException {
        var planning = on(version);
        assertThat(planning.refused("--! down actor.first_name = ''\nALTER TABLE actor DROP COLUMN first_name"))
                .extracting(Problem::code, Problem::message)
                .containsExactlyElementsOf(Stream.of("actor_info", "film_list", "nicer_but_slower_film_list")
                        .map(view -> tuple("column-in-use", "column first_name is used by view public." + view))
                        .toList());
        assertThat(planning.refused("ALTER TABLE language DROP COLUMN language_id"))
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        tuple("primary-key-column", "column language_id belongs to the primary key of public.language"),
                        tuple("column-in-use", "column language_id is used by film.film_language_id_fkey"),
                        tuple("column-in-use", "column language_id is used by film.film_original_language_id_fkey"));
        assertThat(planning.refused("DROP INDEX film_pkey"))
                .extracting(Problem::code)
                .containsExactly("index-of-constraint");
    }

    /** A domain with a constraint, and a GiST index that knows no text. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void types_that_cannot_be_are_refused(PostgresVersion version) throws SQLException {
        var planning = on(version);
        assertThat(planning.refused("ALTER TABLE film ADD COLUMN remade year;"))
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        tuple(
                                "constrained-domain",
                                "public.film.remade: year is a domain with constraints; to add a column of it, the server rewrites the table"));
        assertThat(planning.refused("ALTER TABLE film ALTER COLUMN fulltext TYPE text;"))
                .extracting(Problem::code)
                .containsExactly("wrong-type");
    }

    /** Six tables inherit from payment, and rules put its rows into them. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void payment_takes_changes_of_the_catalogue_only(PostgresVersion version) throws SQLException {
        var planning = on(version);
        assertThat(planning.refused("ALTER TABLE payment RENAME COLUMN amount TO paid"))
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("partitioned", "rule-mentions-column");
        for (var sql : List.of(
                "ALTER TABLE payment ADD COLUMN token uuid DEFAULT gen_random_uuid()",
                "ALTER TABLE payment ALTER COLUMN payment_id TYPE bigint")) {
            assertThat(planning.refused(sql))
                    .extracting(Problem::code, problem -> problem.message().substring(0, 50))
                    .containsExactly(tuple("partitioned", "public.payment is a table that others inherit from"));
        }
        assertThat(planning.refused("--! down payment.staff_id = 1\nALTER TABLE payment DROP COLUMN staff_id"))
                .hasSize(7)
                .filteredOn(problem -> problem.code().equals("column-in-use"))
                .hasSize(6)
                .allSatisfy(problem -> assertThat(problem.message())
                        .startsWith("column staff_id is used by rule payment_insert_p2007_0"));
        assertThat(planning.refused("ALTER TABLE payment_p2007_01 RENAME COLUMN amount TO paid"))
                .extracting(Problem::code)
                .containsExactly("partitioned", "inherited-column");
        assertThat(planning.thereAndBack("CREATE INDEX payment_p2007_01_amount ON payment_p2007_01 (amount)"))
                .isEmpty();
        assertThat(planning.thereAndBack("ALTER TABLE payment ALTER COLUMN amount DROP NOT NULL"))
                .isEmpty();
    }

    /** Their text does not follow a rename, so the plan names them. */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void functions_that_name_the_column_are_named(PostgresVersion version) throws SQLException {
        var planning = on(version);
        assertThat(planning.accepted("ALTER TABLE rental RENAME COLUMN return_date TO returned")
                        .notes())
                .contains("The text of function public.get_customer_balance(integer, timestamp without time zone),"
                        + " public.inventory_held_by_customer(integer), public.inventory_in_stock(integer) names rental and"
                        + " return_date. If it means this column, change it before contract.");
        assertThat(planning.accepted("ALTER TABLE staff DROP COLUMN picture").notes())
                .isEmpty();
    }
}
