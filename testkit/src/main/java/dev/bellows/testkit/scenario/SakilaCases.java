package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.AppVersion.Preparing;
import dev.bellows.testkit.traffic.Op;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Migrations of the Sakila sample database: its views, triggers, functions, foreign keys and rows are there already. The
 * application adds rows of its own, writes to those that were there without giving them another value, and reads the
 * views and functions over them.
 */
public final class SakilaCases {
    private static final int ROWS = 1_500;

    private static final LocalDateTime FIRST_RENTAL = LocalDateTime.of(2030, 1, 1, 0, 0);

    /** Every table has a trigger that sets its column last_update. */
    static final String STAMP = "last_update = now()";

    private SakilaCases() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(
                renameCustomer(),
                splitEmail(),
                SakilaFilms.renameFilm(),
                SakilaFilms.retypeFilm(),
                SakilaFilms.searchFilm(),
                SakilaFilms.fillFilm(),
                requireCustomer(),
                languageKey(),
                rentalKeys(),
                addToRental(),
                dropPicture(),
                payment());
    }

    static Case named(String name, String sql) {
        return Case.named("sakila-" + name)
                .on(
                        Case.Origin.SAKILA,
                        "actor.last_update",
                        "address.last_update",
                        "customer.create_date",
                        "customer.joined",
                        "customer.last_update",
                        "film.last_update",
                        "language.last_update",
                        "rental.last_update",
                        "staff.last_update")
                .rows(ROWS)
                .migration("V7__sakila.sql", sql);
    }

    /** The names of customers: NOT NULL, indexed, in a view, in a generated column, in the row type that a function returns. */
    public static Case renameCustomer() {
        var view = "SELECT name FROM customer_list WHERE id < 9";
        var reward = "SELECT count(*) FROM rewards_report(1, 1.0)";
        return named("rename-customer", """
                        ALTER TABLE customer RENAME COLUMN first_name TO given_name;
                        ALTER TABLE customer RENAME COLUMN last_name TO family_name;
                        ALTER TABLE customer RENAME COLUMN create_date TO joined;
                        COMMENT ON COLUMN customer.family_name IS 'as in the passport';
                        """)
                .table("""
                        ALTER TABLE customer ADD COLUMN initials text
                            GENERATED ALWAYS AS (left(first_name, 1) || left(last_name, 1)) STORED
                        """)
                .oldVersion(customer("app_old", "first_name varchar", "last_name varchar")
                        .asks(view, reward, "SELECT first_name, initials FROM customer WHERE last_name = 'SMITH'"))
                .newVersion(customer("app_new", "given_name varchar", "family_name varchar")
                        .asks(view, reward, "SELECT given_name, initials FROM customer WHERE family_name = 'SMITH'"));
    }

    private static AppVersion customer(String version, String... columns) {
        return AppVersion.of(version, "customer", token -> List.of("first" + token, "last" + token), columns)
                .keyedBy("customer_id")
                .unrelated("active = active + 1")
                .gives("store_id = 1", "address_id = 5", "active = 0")
                .without(Op.UPDATE_TO_NULL);
    }

    /** One column becomes two; it takes NULL. */
    public static Case splitEmail() {
        return named("split-email", """
                        --! down customer.email = email_user || '@' || email_domain
                        ALTER TABLE customer ADD COLUMN email_user varchar(50), ADD COLUMN email_domain varchar(50);
                        UPDATE customer SET email_user = split_part(email, '@', 1), email_domain = split_part(email, '@', 2);
                        CREATE INDEX customer_email_domain ON customer (email_domain);
                        ALTER TABLE customer DROP COLUMN email;
                        """)
                .oldVersion(mail("app_old", "email varchar"))
                .newVersion(mail("app_new", "email_user varchar", "email_domain varchar"));
    }

    private static AppVersion mail(String version, String... columns) {
        return AppVersion.of(
                        version,
                        "customer",
                        token -> columns.length == 1
                                ? List.of("u%d@d%d.example".formatted(token, token % 100))
                                : List.of("u" + token, "d%d.example".formatted(token % 100)),
                        columns)
                .keyedBy("customer_id")
                .unrelated("active = active + 1")
                .gives("store_id = 1", "address_id = 5", "active = 0", "first_name = 'F'", "last_name = 'L'")
                .asks("SELECT name FROM customer_list WHERE id < 9");
    }

    /** NOT NULL and a default for a column that has no NULL; and a default that casts. */
    public static Case requireCustomer() {
        return named("require-customer", """
                        ALTER TABLE customer ALTER COLUMN active SET NOT NULL;
                        ALTER TABLE customer ALTER COLUMN active SET DEFAULT 1;
                        ALTER TABLE customer ALTER COLUMN create_date SET DEFAULT CURRENT_DATE;
                        ALTER TABLE customer ALTER COLUMN store_id DROP NOT NULL;
                        """)
                .oldVersion(active("app_old"))
                .newVersion(active("app_new"))
                .schedule(Schedule.ADDITION);
    }

    private static AppVersion active(String version) {
        return AppVersion.of(version, "customer", token -> List.of(token), "active int")
                .keyedBy("customer_id")
                .unrelated(STAMP)
                .gives("store_id = 1", "address_id = 5", "first_name = 'F'", "last_name = 'L'")
                .asks("SELECT name FROM customer_list WHERE id < 9")
                .without(Op.UPDATE_TO_NULL);
    }

    /** A primary key with a sequence of its own, at which two foreign keys of another table point. */
    public static Case languageKey() {
        return named("language-key", "ALTER TABLE language ALTER COLUMN language_id TYPE bigint;")
                .oldVersion(language("app_old").preparing(Preparing.NEVER))
                .newVersion(language("app_new"))
                .schedule(Schedule.SWAP);
    }

    private static AppVersion language(String version) {
        return AppVersion.of(version, "language", token -> List.of("%-20s".formatted("l" + token)), "name char(20)")
                .keyedBy("language_id")
                .unrelated(STAMP)
                .keys(AppVersion.Keys.EITHER)
                .asks(
                        "SELECT l.name FROM film f JOIN language l USING (language_id) WHERE film_id = 7",
                        "UPDATE film SET language_id = language_id WHERE film_id = 7")
                .without(Op.UPDATE_TO_NULL);
    }

    /**
     * A primary key that seven tables refer to, among them those that inherit from payment, and two foreign keys, one of
     * them in a unique index. The server takes no other type under a view, so the two views are gone.
     */
    public static Case rentalKeys() {
        return named("rental-keys", """
                        ALTER TABLE rental ALTER COLUMN rental_id TYPE bigint;
                        ALTER TABLE rental ALTER COLUMN customer_id TYPE bigint;
                        ALTER TABLE rental ALTER COLUMN staff_id TYPE bigint;
                        """)
                .table("DROP VIEW sales_by_film_category, sales_by_store")
                .oldVersion(rental("app_old", "rental_date timestamp", "customer_id int", "staff_id int")
                        .preparing(Preparing.NEVER)
                        .asks(
                                "SELECT inventory_in_stock(367)",
                                "SELECT r.return_date FROM payment p JOIN rental r USING (rental_id) WHERE payment_id = 9",
                                "UPDATE payment SET amount = amount WHERE payment_id = 17000"))
                .newVersion(rental("app_new", "rental_date timestamp", "customer_id bigint", "staff_id bigint")
                        .asks("SELECT inventory_held_by_customer(367)"))
                .schedule(Schedule.SWAP);
    }

    private static AppVersion rental(String version, String... columns) {
        return onRental(AppVersion.of(
                        version, "rental", token -> List.of(time(token), 1 + token % 599, 1 + token % 2), columns))
                .gives("inventory_id = 367");
    }

    private static AppVersion onRental(AppVersion version) {
        return version.keyedBy("rental_id")
                .unrelated(STAMP)
                .gives("inventory_id = 367", "customer_id = 7", "staff_id = 1")
                .without(Op.UPDATE_TO_NULL);
    }

    /** Each value at another second. */
    private static String time(long token) {
        return FIRST_RENTAL.plusSeconds(token).format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
    }

    /** Columns with a volatile and a constant default on a table whose rows a trigger stamps, and a partial index. */
    public static Case addToRental() {
        var old = AppVersion.of("app_old", "rental", token -> List.of(time(token)), "rental_date timestamp");
        var fresh = AppVersion.of(
                        "app_new",
                        "rental",
                        token -> List.of(time(token), "00000000-0000-0000-0000-%012d".formatted(token), "web"),
                        "rental_date timestamp",
                        "ticket text::uuid",
                        "channel text")
                .writesForItself("ticket", "channel");
        return named("add-to-rental", """
                        ALTER TABLE rental ADD COLUMN ticket uuid NOT NULL DEFAULT gen_random_uuid();
                        ALTER TABLE rental ADD COLUMN channel text NOT NULL DEFAULT 'shop';
                        CREATE INDEX rental_open ON rental (inventory_id) WHERE return_date IS NULL;
                        """)
                .oldVersion(onRental(old).asks("SELECT inventory_held_by_customer(367)"))
                .newVersion(onRental(fresh).asks("SELECT count(*) FROM film_in_stock(1, 1)"))
                .schedule(Schedule.ADDITION)
                .twin(Case.Twin.SCHEMA);
    }

    /** A bytea, and an index. */
    public static Case dropPicture() {
        var old = AppVersion.of(
                        "app_old",
                        "staff",
                        token -> List.of("s" + token, "\\x%08d".formatted(token)),
                        "username varchar",
                        "picture bytea")
                .writesForItself("picture");
        return named("drop-picture", """
                        ALTER TABLE staff DROP COLUMN picture;
                        DROP INDEX idx_title;
                        """)
                .oldVersion(staff(old))
                .newVersion(
                        staff(AppVersion.of("app_new", "staff", token -> List.of("s" + token), "username varchar")));
    }

    private static AppVersion staff(AppVersion version) {
        return version.keyedBy("staff_id")
                .unrelated(STAMP)
                .gives("first_name = 'F'", "last_name = 'L'", "address_id = 3", "store_id = 1")
                .asks("SELECT name FROM staff_list", "SELECT manager FROM sales_by_store WHERE false")
                .without(Op.UPDATE_TO_NULL);
    }

    /** Six tables inherit from payment, and rules put its rows into them: changes of the catalogue. */
    public static Case payment() {
        return named("payment", """
                        ALTER TABLE payment ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';
                        ALTER TABLE payment ADD COLUMN note text;
                        ALTER TABLE payment ALTER COLUMN amount SET DEFAULT 0.99;
                        COMMENT ON COLUMN payment.amount IS 'with tax';
                        """)
                .oldVersion(paying("app_old"))
                .newVersion(paying("app_new"))
                .schedule(Schedule.ADDITION);
    }

    private static AppVersion paying(String version) {
        return AppVersion.of(
                        version,
                        "payment",
                        token -> List.of("%d.%02d".formatted(token / 100 % 900, token % 100)),
                        "amount numeric")
                .keyedBy("payment_id")
                .unrelated("staff_id = 3 - staff_id")
                .gives("customer_id = 7", "staff_id = 1", "rental_id = 76", "payment_date = '2030-01-01'")
                .asks("SELECT total_sales FROM sales_by_store WHERE false")
                .without(Op.UPDATE_TO_NULL, Op.UPSERT);
    }
}
