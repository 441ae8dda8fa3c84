package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.scenario.Moment;
import dev.bellows.testkit.scenario.Schedule;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * Migrations of the Sakila sample database: its views, triggers, routines, foreign keys and rows are there already. The
 * application adds rows of its own, writes to those that were there without giving them another value, and reads the
 * views over them.
 */
public final class MysqlSakilaCases {
    private static final int ROWS = 1_500;
    private static final int CUSTOMERS = 599;
    private static final int INVENTORY = 4_581;
    private static final String CUSTOMER_LIST = "SELECT name FROM customer_list WHERE ID < 9";

    /** Set to the time of the write, by the column itself or by a trigger. */
    private static final List<String> CLOCKS = List.of(
            "address.last_update",
            "customer.create_date",
            "customer.last_update",
            "film.last_update",
            "language.last_update",
            "payment.last_update",
            "payment.payment_date",
            "rental.last_update",
            "rental.rental_date",
            "staff.last_update");

    private MysqlSakilaCases() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(
                splitEmail(),
                defaults(),
                language(),
                requireAddress(),
                place(),
                addToRental(),
                payment(),
                dropPicture(),
                MysqlSakilaFilms.rename(),
                MysqlSakilaFilms.retype(),
                MysqlSakilaFilms.summarise(),
                MysqlSakilaFilms.fill());
    }

    /** {@code touched} are tables that triggers write to. */
    static Case named(String name, String sql, String... touched) {
        var restless = new ArrayList<>(CLOCKS);
        restless.addAll(List.of(touched));
        return Case.named("sakila-" + name)
                .on(Case.Origin.SAKILA, restless.toArray(String[]::new))
                .rows(ROWS)
                .migration("V7__sakila.sql", sql);
    }

    /** One column becomes two; a trigger of the user sets another column of each new row. */
    private static Case splitEmail() {
        return named("split-email", """
                        -- ! down customer.email = concat(email_user, '@', email_domain)
                        ALTER TABLE customer ADD COLUMN email_user varchar(50), ADD COLUMN email_domain varchar(50);
                        UPDATE customer SET email_user = substring_index(email, '@', 1),
                            email_domain = substring_index(email, '@', -1);
                        CREATE INDEX customer_email_domain ON customer (email_domain);
                        ALTER TABLE customer DROP COLUMN email;
                        """)
                .oldVersion(mail("app_old", "email varchar(50)"))
                .newVersion(mail("app_new", "email_user varchar(50)", "email_domain varchar(50)"));
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
                .unrelated("active = 1 - active")
                .gives("store_id = 1", "address_id = 5", "first_name = 'F'", "last_name = 'L'")
                .asks(CUSTOMER_LIST)
                .leavesOut();
    }

    /** Defaults and an index. */
    private static Case defaults() {
        return named("customer-defaults", """
                        ALTER TABLE customer ALTER COLUMN active SET DEFAULT 0;
                        ALTER TABLE customer ALTER COLUMN email SET DEFAULT 'none@example.org';
                        CREATE INDEX customer_names ON customer (store_id, last_name(10));
                        """)
                .oldVersion(mail("app_old", "email varchar(50)").without(Op.INSERT_SHORT))
                .newVersion(mail("app_new", "email varchar(50)").without(Op.INSERT_SHORT))
                .schedule(Schedule.ADDITION);
    }

    /** A table that two foreign keys of another one refer to. */
    private static Case language() {
        return named("rename-language", "ALTER TABLE language RENAME COLUMN name TO title;")
                .oldVersion(spoken("app_old", "name"))
                .newVersion(spoken("app_new", "title"));
    }

    private static AppVersion spoken(String version, String column) {
        return AppVersion.of(version, "language", token -> List.of("l" + token), column + " char(20)")
                .keyedBy("language_id")
                .unrelated("last_update = now()")
                .asks(
                        "SELECT l.%s FROM film f JOIN language l USING (language_id) WHERE film_id = 7"
                                .formatted(column),
                        "UPDATE film SET language_id = language_id WHERE film_id = 7")
                .without(Op.UPDATE_TO_NULL);
    }

    /** NOT NULL for a text that is NULL in some rows, in a table with a spatial index. */
    private static Case requireAddress() {
        return named("require-address", """
                        UPDATE address SET address2 = '' WHERE address2 IS NULL;
                        ALTER TABLE address MODIFY address2 varchar(50) NOT NULL;
                        """)
                .oldVersion(
                        living("app_old", "location", "address2 varchar(50)").leavesOut())
                .newVersion(
                        living("app_new", "location", "address2 varchar(50)").readsAbsentAs(""))
                .schedule(Schedule.of(Moment.EXPANDED, Moment.CONTRACTED, Moment.CONTRACTED));
    }

    /** MySQL 8.0 has LOAD DATA miss the location, though it is set. */
    private static AppVersion living(String version, String location, String column) {
        return AppVersion.of(version, "address", token -> List.of("house " + token), column)
                .keyedBy("address_id")
                .unrelated("phone = reverse(phone)")
                .gives(
                        "address = 'A'",
                        "district = 'D'",
                        "city_id = 300",
                        "phone = '1'",
                        location + " = ST_GeomFromText('POINT(1 2)')")
                .asks("SELECT address FROM customer_list WHERE ID < 9", "SELECT phone FROM staff_list")
                .without(Op.LOAD);
    }

    /** A spatial column with a spatial index gets another name. */
    private static Case place() {
        return named("rename-location", "ALTER TABLE address RENAME COLUMN location TO place;")
                .oldVersion(living("app_old", "location", "address2 varchar(50)"))
                .newVersion(living("app_new", "place", "address2 varchar(50)"));
    }

    /** Columns and an index for a table with a unique index that a trigger has a part in, and with children. */
    private static Case addToRental() {
        var old = AppVersion.of("app_old", "rental", MysqlSakilaCases::rented, "inventory_id int", "customer_id int");
        var fresh = AppVersion.of(
                        "app_new",
                        "rental",
                        MysqlSakilaCases::rentedOverTheWeb,
                        "inventory_id int",
                        "customer_id int",
                        "channel varchar(10)")
                .writesForItself("channel");
        return named("add-to-rental", """
                        ALTER TABLE rental ADD COLUMN channel varchar(10) NOT NULL DEFAULT 'shop', ADD COLUMN ticket char(36);
                        CREATE INDEX rental_open ON rental (return_date, customer_id);
                        """)
                .oldVersion(renting(old))
                .newVersion(renting(fresh))
                .schedule(Schedule.ADDITION)
                .twin(Case.Twin.SCHEMA);
    }

    private static List<Object> rented(long token) {
        return List.of(1 + token % INVENTORY, 1 + token % CUSTOMERS);
    }

    private static List<Object> rentedOverTheWeb(long token) {
        return List.of(1 + token % INVENTORY, 1 + token % CUSTOMERS, "web");
    }

    private static AppVersion renting(AppVersion version) {
        return version.keyedBy("rental_id")
                .unrelated("staff_id = 3 - staff_id")
                .gives("staff_id = 1")
                .asks("SELECT inventory_held_by_customer(367)", "SELECT inventory_in_stock(367)")
                .without(Op.UPDATE_TO_NULL);
    }

    /** Columns and a default, in a table that views sum up and a trigger dates. */
    private static Case payment() {
        return named("payment", """
                        ALTER TABLE payment ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';
                        ALTER TABLE payment ADD COLUMN note text;
                        ALTER TABLE payment ALTER COLUMN amount SET DEFAULT 0.99;
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
                        "amount decimal(5, 2)")
                .keyedBy("payment_id")
                .unrelated("staff_id = 3 - staff_id")
                .gives("customer_id = 7", "staff_id = 1", "rental_id = 76")
                .asks("SELECT category FROM sales_by_film_category LIMIT 0")
                .without(Op.UPDATE_TO_NULL);
    }

    /** A MEDIUMBLOB. */
    private static Case dropPicture() {
        var old = AppVersion.of(
                        "app_old",
                        "staff",
                        token -> List.of("s" + token, "picture " + token),
                        "username varchar(16)",
                        "picture mediumblob")
                .writesForItself("picture");
        return named("drop-picture", "ALTER TABLE staff DROP COLUMN picture;")
                .oldVersion(employed(old))
                .newVersion(employed(
                        AppVersion.of("app_new", "staff", token -> List.of("s" + token), "username varchar(16)")));
    }

    private static AppVersion employed(AppVersion version) {
        return version.keyedBy("staff_id")
                .unrelated("active = 1 - active")
                .gives("first_name = 'F'", "last_name = 'L'", "address_id = 3", "store_id = 1")
                .asks("SELECT name FROM staff_list", "SELECT manager FROM sales_by_store LIMIT 0")
                .without(Op.UPDATE_TO_NULL);
    }
}
