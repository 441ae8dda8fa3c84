package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.scenario.Moment;
import dev.bellows.testkit.scenario.Schedule;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** Migrations of Sakila's film, whose triggers copy each row into film_text, which has a FULLTEXT index. */
final class MysqlSakilaFilms {
    private static final String TEXTS = "film_text";
    private static final String TURN = "rental_duration = 3 + (rental_duration + 1) % 5";
    private static final String FOUND =
            "SELECT title FROM film_text WHERE MATCH (title, description) AGAINST ('shark dentist')";

    private MysqlSakilaFilms() {}

    private static AppVersion onFilm(AppVersion version) {
        return version.keyedBy("film_id")
                .unrelated(TURN)
                .asks("SELECT title, rating FROM film_list WHERE FID = 7", FOUND);
    }

    /** A YEAR, a SET and a foreign key. */
    static Case rename() {
        return MysqlSakilaCases.named("rename-film", """
                        ALTER TABLE film RENAME COLUMN release_year TO released,
                            RENAME COLUMN special_features TO extras;
                        ALTER TABLE film RENAME COLUMN original_language_id TO spoken_language_id;
                        """, TEXTS)
                .oldVersion(film("app_old", "release_year year", "special_features set", "original_language_id int"))
                .newVersion(film("app_new", "released year", "extras set", "spoken_language_id int"));
    }

    private static AppVersion film(String version, String... columns) {
        var extras = List.of("Trailers", "Trailers,Deleted Scenes", "Commentaries,Behind the Scenes");
        return onFilm(AppVersion.of(
                        version,
                        "film",
                        token -> List.of(1901 + token % 200, extras.get((int) (token % 3)), 1 + token % 6),
                        columns))
                .gives("title = 'A FILM'", "language_id = 1")
                .leavesOut();
    }

    static Case retype() {
        return MysqlSakilaCases.named(
                        "retype-film",
                        "ALTER TABLE film MODIFY replacement_cost decimal(9, 2) NOT NULL DEFAULT 19.99;",
                        TEXTS)
                .oldVersion(priced("app_old"))
                .newVersion(priced("app_new"))
                .schedule(Schedule.SWAP);
    }

    private static AppVersion priced(String version) {
        return onFilm(AppVersion.of(
                        version,
                        "film",
                        token -> List.of("%d.%02d".formatted(token / 100 % 900, token % 100)),
                        "replacement_cost decimal"))
                .gives("title = 'A FILM'", "language_id = 1")
                .leavesOut(1_999)
                .without(Op.UPDATE_TO_NULL);
    }

    /** A column that follows the one that the triggers copy. */
    static Case summarise() {
        return MysqlSakilaCases.named("summarise-film", """
                        ALTER TABLE film ADD COLUMN summary varchar(40);
                        UPDATE film SET summary = upper(left(description, 40));
                        CREATE INDEX film_summary ON film (summary);
                        """, TEXTS)
                .oldVersion(described("app_old", "description text"))
                .newVersion(described("app_new", "description text", "summary varchar(40)"));
    }

    private static AppVersion described(String version, String... columns) {
        return onFilm(AppVersion.of(
                        version,
                        "film",
                        token -> columns.length == 1 ? List.of("w" + token) : List.of("w" + token, "W" + token),
                        columns))
                .gives("title = 'A FILM'", "language_id = 1")
                .leavesOut();
    }

    /** NOT NULL for a foreign key that is NULL in every row, filled from another column. */
    static Case fill() {
        return MysqlSakilaCases.named("fill-film", """
                        UPDATE film SET original_language_id = language_id WHERE original_language_id IS NULL;
                        ALTER TABLE film MODIFY original_language_id int unsigned NOT NULL;
                        """, TEXTS)
                .oldVersion(dubbed("app_old").leavesOut())
                .newVersion(dubbed("app_new").readsAbsentAs(2))
                .schedule(Schedule.of(Moment.EXPANDED, Moment.CONTRACTED, Moment.CONTRACTED));
    }

    private static AppVersion dubbed(String version) {
        return onFilm(AppVersion.of(version, "film", token -> List.of(1 + token % 6), "original_language_id int"))
                .gives("title = 'A FILM'", "language_id = 2");
    }
}
