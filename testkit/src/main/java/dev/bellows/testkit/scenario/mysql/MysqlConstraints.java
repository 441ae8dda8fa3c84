package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.scenario.Moment;
import dev.bellows.testkit.scenario.Path;
import dev.bellows.testkit.scenario.Schedule;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** NOT NULL, defaults, indexes, comments, new tables, and several of all that in one file. */
final class MysqlConstraints {
    private static final String NAME = "name varchar(60)";

    private MysqlConstraints() {}

    static List<Case> all() {
        return List.of(
                notNull(),
                notNullWithFill(),
                nullable("drop-not-null"),
                nullableUsed(),
                plain("set-default", NAME, "ALTER TABLE users ALTER COLUMN name SET DEFAULT 'nobody';"),
                plain("drop-default", NAME + " DEFAULT 'x'", "ALTER TABLE users ALTER COLUMN name DROP DEFAULT;"),
                plain("create-index", NAME, "CREATE INDEX users_name ON users (name(10), id);"),
                plain("create-unique-index", NAME, "ALTER TABLE users ADD UNIQUE KEY users_name (name);"),
                plain("drop-index", NAME, "DROP INDEX users_touched ON users;"),
                plain("comment", NAME, "ALTER TABLE users MODIFY name varchar(60) COMMENT 'what we call them';"),
                plain("create-table", NAME, """
                        CREATE TABLE notes (
                            id bigint AUTO_INCREMENT PRIMARY KEY, body varchar(90) NOT NULL DEFAULT '', KEY (body))
                            COMMENT = 'new';
                        """),
                several());
    }

    private static List<Object> name(long token) {
        return List.of("name " + token);
    }

    private static AppVersion version(String version) {
        return AppVersion.of(version, "users", MysqlConstraints::name, NAME);
    }

    private static Case plain(String name, String column, String sql) {
        return Case.named(name)
                .table(MysqlCases.users(column, ", KEY users_touched (touched)"))
                .migration("V8__plain.sql", sql)
                .oldVersion(version("app_old"))
                .newVersion(version("app_new"))
                .schedule(Schedule.ADDITION);
    }

    /** No row is NULL, and nobody writes NULL. */
    private static Case notNull() {
        return plain("set-not-null", NAME, "ALTER TABLE users MODIFY name varchar(60) NOT NULL;")
                .oldVersion(version("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(version("app_new").without(Op.UPDATE_TO_NULL));
    }

    /** The old version writes NULL, or nothing, until contract; from then on every NULL has a value. */
    private static Case notNullWithFill() {
        return plain("set-not-null-fill", NAME, """
                        UPDATE users SET name = 'unknown' WHERE name IS NULL;
                        ALTER TABLE users MODIFY name varchar(60) NOT NULL;
                        """)
                .oldVersion(version("app_old").leavesOut())
                .newVersion(version("app_new").readsAbsentAs("unknown"))
                .schedule(Schedule.of(Moment.EXPANDED, Moment.CONTRACTED, Moment.CONTRACTED));
    }

    /** Nobody writes NULL before it is certain that NOT NULL does not come back. */
    private static Case nullable(String name) {
        return plain(name, NAME + " NOT NULL", "ALTER TABLE users MODIFY name varchar(60);")
                .oldVersion(version("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(version("app_new").without(Op.UPDATE_TO_NULL));
    }

    /** The new version makes use of it. */
    private static Case nullableUsed() {
        return nullable("drop-not-null-used")
                .newVersion(version("app_new").leavesOut())
                .schedule(Schedule.ADDITION.along(Path.PURGE))
                .twin(Case.Twin.SCHEMA);
    }

    /** Several operations on two tables in one file. */
    private static Case several() {
        return Case.named("several")
                .table(MysqlCases.users("name varchar(80), points int, flag tinyint", ", KEY users_points (points)")
                        + """
                        CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, total decimal(8, 2), note varchar(40));
                        INSERT INTO orders (total, note)
                            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
                            SELECT round(i / 3, 2), concat('note ', i) FROM n;
                        """)
                .migration("V9__several.sql", """
                        -- ! down users.name = concat(first_name, ' ', last_name)
                        ALTER TABLE users ADD COLUMN first_name varchar(40), ADD COLUMN last_name varchar(40);
                        UPDATE users SET first_name = substring_index(name, ' ', 1),
                            last_name = substring_index(name, ' ', -1);
                        ALTER TABLE users DROP COLUMN name;
                        ALTER TABLE users RENAME COLUMN points TO score;
                        ALTER TABLE users ALTER COLUMN flag SET DEFAULT 0;
                        ALTER TABLE users ADD COLUMN joined datetime NOT NULL DEFAULT '2020-01-01 00:00:00';
                        CREATE INDEX users_flag ON users (flag);
                        ALTER TABLE orders RENAME COLUMN note TO remark;
                        ALTER TABLE orders MODIFY total decimal(8, 2) NOT NULL;
                        """)
                .oldVersion(
                        AppVersion.of("app_old", "users", MysqlConstraints::whole, "name varchar(80)", "points int"))
                .newVersion(AppVersion.of(
                        "app_new",
                        "users",
                        MysqlConstraints::parts,
                        "first_name varchar(40)",
                        "last_name varchar(40)",
                        "score int"))
                .twin(Case.Twin.SCHEMA);
    }

    private static List<Object> whole(long token) {
        return List.of("first%1$d last%1$d".formatted(token), (int) token);
    }

    private static List<Object> parts(long token) {
        return List.of("first" + token, "last" + token, (int) token);
    }
}
