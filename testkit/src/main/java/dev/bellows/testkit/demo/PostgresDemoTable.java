package dev.bellows.testkit.demo;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** The table on PostgreSQL. */
final class PostgresDemoTable {
    private static final String DDL = """
            CREATE TABLE users (
              id bigint PRIMARY KEY,
              handle text NOT NULL,
              name text NOT NULL,
              score integer NOT NULL DEFAULT 0,
              email text,
              touched integer NOT NULL DEFAULT 0)""";

    private static final String FILLER = """
            INSERT INTO users (id, handle, name, score, email)
              SELECT -i, 'u' || i, 'first' || i || ' last' || i, i %% 1000,
                CASE WHEN i %% 100 > 0 THEN 'e' || i END
              FROM generate_series(1, %d) AS i""";

    private static final MigrationFile FILE = MigrationFile.named("V1__four_patterns.sql", """
            --! down users.name = first_name || ' ' || last_name
            ALTER TABLE users RENAME COLUMN handle TO username;
            ALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name text;
            UPDATE users SET first_name = split_part(name, ' ', 1), last_name = split_part(name, ' ', 2);
            ALTER TABLE users DROP COLUMN name;
            ALTER TABLE users ALTER COLUMN score TYPE bigint;
            UPDATE users SET email = '' WHERE email IS NULL;
            ALTER TABLE users ALTER COLUMN email SET NOT NULL;
            """);

    /** The result type of a prepared statement may not change on this server, and score changes its type. */
    private static final AppVersion OLD = AppVersion.of(
                    "app_old",
                    "users",
                    token -> List.of(
                            "u" + token,
                            "first%d last%d".formatted(token, token),
                            (int) (token % 1_000_000),
                            "e" + token),
                    "handle text",
                    "name text",
                    "score int",
                    "email text")
            .without(Op.UPDATE_TO_NULL)
            .preparing(AppVersion.Preparing.NEVER);

    private static final AppVersion NEXT = AppVersion.of(
                    "app_new",
                    "users",
                    token -> List.of("u" + token, "first" + token, "last" + token, token % 1_000_000, "e" + token),
                    "username text",
                    "first_name text",
                    "last_name text",
                    "score int",
                    "email text")
            .without(Op.UPDATE_TO_NULL)
            .preparing(AppVersion.Preparing.NEVER);

    static final DemoTable TABLE = new DemoTable(DDL, FILLER, FILE, OLD, NEXT);

    private PostgresDemoTable() {}
}
