package dev.bellows.testkit.demo;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** The table on MySQL and MariaDB. */
final class MysqlDemoTable {
    private static final String DDL = """
            CREATE TABLE users (
              id bigint PRIMARY KEY,
              handle varchar(40) NOT NULL,
              name varchar(80) NOT NULL,
              score int NOT NULL DEFAULT 0,
              email varchar(80),
              touched int NOT NULL DEFAULT 0)""";

    /** Ten digits crossed up to seven times: a recursive count of so many is beyond a limit of either server. */
    private static final String FILLER = """
            INSERT INTO users (id, handle, name, score, email)
              SELECT -i, concat('u', i), concat('first', i, ' last', i), i %% 1000,
                CASE WHEN i %% 100 > 0 THEN concat('e', i) END
              FROM (
                WITH digits AS (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5
                    UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)
                SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d + 100000 * f.d + 1000000 * g.d AS i
                FROM digits g
                  JOIN digits f ON 1000000 * g.d < %1$d
                  JOIN digits e ON 100000 * f.d < %1$d
                  JOIN digits d ON 10000 * e.d < %1$d
                  JOIN digits c JOIN digits b JOIN digits a) AS numbers
              WHERE i <= %1$d""";

    private static final MigrationFile FILE = MigrationFile.named("V1__four_patterns.sql", """
            -- ! down users.name = concat(first_name, ' ', last_name)
            ALTER TABLE users RENAME COLUMN handle TO username;
            ALTER TABLE users ADD COLUMN first_name varchar(40), ADD COLUMN last_name varchar(40);
            UPDATE users SET first_name = substring_index(name, ' ', 1), last_name = substring_index(name, ' ', -1);
            ALTER TABLE users DROP COLUMN name;
            ALTER TABLE users MODIFY score bigint NOT NULL DEFAULT 0;
            UPDATE users SET email = '' WHERE email IS NULL;
            ALTER TABLE users MODIFY email varchar(80) NOT NULL;
            """);

    private static final AppVersion OLD = AppVersion.of(
                    "app_old",
                    "users",
                    token -> List.of(
                            "u" + token,
                            "first%d last%d".formatted(token, token),
                            (int) (token % 1_000_000),
                            "e" + token),
                    "handle varchar(40)",
                    "name varchar(80)",
                    "score int",
                    "email varchar(80)")
            .without(Op.UPDATE_TO_NULL);

    private static final AppVersion NEXT = AppVersion.of(
                    "app_new",
                    "users",
                    token -> List.of("u" + token, "first" + token, "last" + token, token % 1_000_000, "e" + token),
                    "username varchar(40)",
                    "first_name varchar(40)",
                    "last_name varchar(40)",
                    "score bigint",
                    "email varchar(80)")
            .without(Op.UPDATE_TO_NULL);

    static final DemoTable TABLE = new DemoTable(DDL, FILLER, FILE, OLD, NEXT);

    private MysqlDemoTable() {}
}
