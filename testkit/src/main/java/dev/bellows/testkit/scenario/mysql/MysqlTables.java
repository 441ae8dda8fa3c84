package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.AppVersion.Assignment;
import dev.bellows.testkit.traffic.AppVersion.Keys;
import dev.bellows.testkit.traffic.Key;
import dev.bellows.testkit.traffic.Op;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A rename in tables that have other things beside the column: keys of every kind, triggers, foreign keys, clocks. */
final class MysqlTables {
    private static final String PLAIN = MysqlCases.users("name varchar(60)", "");

    private MysqlTables() {}

    static List<Case> all() {
        return List.of(
                counted("rename-auto-increment", Keys.GENERATED),
                counted("rename-auto-increment-sent", Keys.EITHER),
                textKey(),
                wideKey(),
                child(),
                parent(),
                triggers(),
                generated(),
                clock());
    }

    private static Case named(String name, String table) {
        return MysqlRenames.renamed(name, table, AppVersion::leavesOut);
    }

    private static Case named(String name, String table, UnaryOperator<AppVersion> habits) {
        return MysqlRenames.renamed(
                name, table, version -> habits.apply(version).leavesOut());
    }

    private static Case counted(String name, Keys keys) {
        return named(name, """
                CREATE TABLE users (
                    id int unsigned AUTO_INCREMENT PRIMARY KEY, name varchar(60), touched int NOT NULL DEFAULT 0)
                    AUTO_INCREMENT = 1000000000;
                """, version -> version.keys(keys));
    }

    /** Text in a collation that takes case for nothing; it is not joined with text of the connection. */
    private static Case textKey() {
        return named(
                "rename-text-key",
                """
                CREATE TABLE users (
                    code varchar(20) COLLATE utf8mb4_unicode_ci PRIMARY KEY,
                    name varchar(60), touched int NOT NULL DEFAULT 0);
                """,
                version -> version.keyedBy(new Key("code", Key.Kind.TEXT, Optional.empty()))
                        .without(Op.UPDATE_MANY));
    }

    /** A key of two columns. */
    private static Case wideKey() {
        var tenant = Optional.of(new Assignment("tenant", "3"));
        return named("rename-wide-key", """
                CREATE TABLE users (
                    tenant int NOT NULL, number bigint NOT NULL, name varchar(60), touched int NOT NULL DEFAULT 0,
                    PRIMARY KEY (tenant, number), KEY (number));
                """, version -> version.keyedBy(new Key("number", Key.Kind.NUMBER, tenant)));
    }

    /** Rows that refer to another table by another column. */
    private static Case child() {
        return named(
                "rename-child",
                """
                        CREATE TABLE regions (id int PRIMARY KEY, label varchar(20));
                        INSERT INTO regions VALUES (1, 'north'), (2, 'south');
                        """
                        + MysqlCases.users(
                                "name varchar(60)",
                                ", region int NOT NULL DEFAULT 1, FOREIGN KEY (region) REFERENCES regions (id) ON UPDATE CASCADE"),
                version -> version.gives("region = 2"));
    }

    /** Rows that another table refers to, and that take those with them when they go. */
    private static Case parent() {
        return named("rename-parent", PLAIN + """
                CREATE TABLE logins (
                    id int PRIMARY KEY, user_id bigint,
                    FOREIGN KEY (user_id) REFERENCES users (id) ON UPDATE CASCADE ON DELETE CASCADE);
                INSERT INTO users (id, name) VALUES (1, 'resident'), (2, NULL);
                INSERT INTO logins VALUES (1, 1), (2, 1), (3, 2);
                """);
    }

    /** Triggers of the user before and after each event, none of which names the column. */
    private static Case triggers() {
        return named("rename-triggers", MysqlCases.users("name varchar(60)", ", updates int NOT NULL DEFAULT 0") + """
                        DELIMITER //
                        CREATE TRIGGER counts_inserts BEFORE INSERT ON users FOR EACH ROW
                        BEGIN
                          IF NEW.updates <> 0 THEN SET NEW.updates = 0; END IF;
                        END//
                        CREATE TRIGGER counts BEFORE UPDATE ON users FOR EACH ROW SET NEW.updates = OLD.updates + 1//
                        CREATE TRIGGER counts_more BEFORE UPDATE ON users FOR EACH ROW FOLLOWS counts
                          SET NEW.updates = NEW.updates + 1//
                        DELIMITER ;
                        CREATE TRIGGER saw_insert AFTER INSERT ON users FOR EACH ROW SET @inserted = NEW.id;
                        CREATE TRIGGER saw_update AFTER UPDATE ON users FOR EACH ROW SET @updated = NEW.id;
                        CREATE TRIGGER saw_delete AFTER DELETE ON users FOR EACH ROW SET @deleted = OLD.id;
                        """)
                .twin(Case.Twin.SCHEMA);
    }

    /** Generated columns that are computed from others. */
    private static Case generated() {
        return named(
                "rename-generated",
                MysqlCases.users("name varchar(60)", """
                        , city varchar(30) NOT NULL DEFAULT 'Rome',
                        shout varchar(40) GENERATED ALWAYS AS (upper(city)) STORED,
                        short varchar(3) GENERATED ALWAYS AS (left(city, 3)) VIRTUAL, KEY (shout)"""),
                version -> version.gives("city = 'Oslo'"));
    }

    /** A column that the server sets when a row changes: a copy of another column is no change. */
    private static Case clock() {
        var clock = ", changed timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP";
        return named("rename-clock", MysqlCases.users("name varchar(60)", clock) + """
                        CREATE TABLE notes (
                            id int PRIMARY KEY, body varchar(40),
                            changed datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6));
                        INSERT INTO notes VALUES (1, 'a', '2001-02-03 04:05:06.789'), (2, NULL, NULL), (3, 'c', '1999-12-31');
                        """)
                .migration(
                        MysqlRenames.FILE, MysqlRenames.RENAME + "\nALTER TABLE notes RENAME COLUMN body TO content;\n")
                .on(Case.Origin.EMPTY, "users.changed");
    }
}
