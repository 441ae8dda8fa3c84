package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** Migrations of Sakila's film: a domain, an enum, an array, a tsvector that a trigger fills, and a GiST index on it. */
final class SakilaFilms {
    private static final String TURN = "rental_duration = 3 + (rental_duration + 1) % 5";

    private SakilaFilms() {}

    /** A domain, an enum with a default that views group by, an array, and a foreign key. */
    static Case renameFilm() {
        var list = "SELECT title, rating, actors FROM film_list WHERE fid = 7";
        var found = "SELECT title FROM film WHERE fulltext @@ to_tsquery('pg_catalog.english', 'shark & dentist')";
        return SakilaCases.named("rename-film", """
                        ALTER TABLE film RENAME COLUMN release_year TO released;
                        ALTER TABLE film RENAME COLUMN rating TO mpaa;
                        ALTER TABLE film RENAME COLUMN special_features TO extras;
                        ALTER TABLE film RENAME COLUMN original_language_id TO spoken_language_id;
                        """)
                .oldVersion(film(
                                "app_old",
                                "release_year int",
                                "rating mpaa_rating",
                                "special_features text[]",
                                "original_language_id int")
                        .asks(list, found))
                .newVersion(
                        film("app_new", "released int", "mpaa mpaa_rating", "extras text[]", "spoken_language_id int")
                                .asks(list, found));
    }

    private static AppVersion film(String version, String... columns) {
        var ratings = List.of("G", "PG", "PG-13", "R", "NC-17");
        return AppVersion.of(
                        version,
                        "film",
                        token -> List.of(
                                1901 + token % 200,
                                ratings.get((int) (token % 5)),
                                "{\"scene %d\",\"Deleted Scenes\"}".formatted(token),
                                1 + token % 6),
                        columns)
                .keyedBy("film_id")
                .unrelated(TURN)
                .gives("title = 'A FILM'", "language_id = 1");
    }

    /** A smallint and a numeric with defaults, a foreign key, a domain; every write fires the trigger that fills fulltext. */
    static Case retypeFilm() {
        return SakilaCases.named("retype-film", """
                        --! down film.release_year = film.release_year
                        ALTER TABLE film ALTER COLUMN rental_duration TYPE integer;
                        ALTER TABLE film ALTER COLUMN replacement_cost TYPE numeric(9, 4);
                        ALTER TABLE film ALTER COLUMN replacement_cost SET DEFAULT 20.5;
                        ALTER TABLE film ALTER COLUMN language_id TYPE bigint;
                        ALTER TABLE film ALTER COLUMN release_year TYPE smallint;
                        """)
                .oldVersion(priced(
                        "app_old",
                        "%d.%02d",
                        "rental_duration int",
                        "replacement_cost numeric",
                        "language_id int",
                        "release_year int"))
                .newVersion(priced(
                        "app_new",
                        "%d.%02d00",
                        "rental_duration int",
                        "replacement_cost numeric",
                        "language_id bigint",
                        "release_year smallint"))
                .schedule(Schedule.HARD_SWAP);
    }

    private static AppVersion priced(String version, String price, String... columns) {
        return AppVersion.of(
                        version,
                        "film",
                        token -> List.of(
                                token % 30_000,
                                price.formatted(token / 100 % 900, token % 100),
                                1 + token % 6,
                                1901 + token % 200),
                        columns)
                .keyedBy("film_id")
                .unrelated(SakilaCases.STAMP)
                .gives("title = 'A FILM'")
                .asks("SELECT title, price FROM nicer_but_slower_film_list WHERE fid = 7")
                .without(Op.UPDATE_TO_NULL);
    }

    /** A tsvector that follows a column, with an index; the index of the other tsvector goes. */
    static Case searchFilm() {
        return SakilaCases.named("search-film", """
                        ALTER TABLE film ADD COLUMN summary tsvector;
                        UPDATE film SET summary = to_tsvector('pg_catalog.english', coalesce(description, ''));
                        ALTER TABLE film ALTER COLUMN summary SET NOT NULL;
                        CREATE INDEX film_summary ON film USING gin (summary);
                        DROP INDEX film_fulltext_idx;
                        """)
                .oldVersion(described("app_old", "description text"))
                .newVersion(described("app_new", "description text", "summary tsvector"));
    }

    private static AppVersion described(String version, String... columns) {
        return AppVersion.of(
                        version,
                        "film",
                        token -> columns.length == 1
                                ? List.of("w" + token)
                                : List.of("w" + token, "'w%d':1".formatted(token)),
                        columns)
                .keyedBy("film_id")
                .unrelated(TURN)
                .gives("title = 'A FILM'", "language_id = 1")
                .asks("SELECT description FROM film_list WHERE fid = 7")
                .without(Op.UPDATE_TO_NULL);
    }

    /** NOT NULL for a foreign key that is NULL in every row, filled from another column; and a text in another table. */
    static Case fillFilm() {
        return SakilaCases.named("fill-film", """
                        UPDATE film SET original_language_id = language_id WHERE original_language_id IS NULL;
                        ALTER TABLE film ALTER COLUMN original_language_id SET NOT NULL;
                        UPDATE address SET address2 = '' WHERE address2 IS NULL;
                        ALTER TABLE address ALTER COLUMN address2 SET NOT NULL;
                        """)
                .oldVersion(spoken("app_old"))
                .newVersion(spoken("app_new").readsAbsentAs(2))
                .schedule(Schedule.of(Moment.EXPANDED, Moment.CONTRACTED, Moment.CONTRACTED));
    }

    private static AppVersion spoken(String version) {
        return AppVersion.of(version, "film", token -> List.of(1 + token % 6), "original_language_id int")
                .keyedBy("film_id")
                .unrelated(TURN)
                .gives("title = 'A FILM'", "language_id = 2");
    }
}
