package dev.bellows.testkit.demo;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.scenario.Permissions;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import dev.bellows.testkit.traffic.Traffic;
import java.sql.SQLException;
import java.util.List;

/** The table of the demonstration, the file that changes it, and the two versions of the application around it. */
final class DemoTable {
    /** The rows that the applications own and write; the others are there for their number. */
    private static final int OWNED = 5_000;

    private static final String DDL = """
            CREATE TABLE users (
              id bigint PRIMARY KEY,
              handle text NOT NULL,
              name text NOT NULL,
              score integer NOT NULL DEFAULT 0,
              email text,
              touched integer NOT NULL DEFAULT 0)""";

    static final MigrationFile FILE = MigrationFile.named("V1__four_patterns.sql", """
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
    static final AppVersion OLD = AppVersion.of(
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

    static final AppVersion NEW = AppVersion.of(
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

    private DemoTable() {}

    static void make(PostgresDatabase database, Traffic traffic, long rows) throws SQLException {
        traffic.seed(OLD, (int) Math.min(rows, OWNED));
        database.execute("""
                INSERT INTO users (id, handle, name, score, email)
                  SELECT -i, 'u' || i, 'first' || i || ' last' || i, i %% 1000,
                    CASE WHEN i %% 100 > 0 THEN 'e' || i END
                  FROM generate_series(1, %d) AS i""".formatted(Math.max(0, rows - OWNED)));
        database.execute("ANALYZE users");
    }

    static void ddl(PostgresDatabase database) throws SQLException {
        database.execute(DDL);
        Permissions.grant(database);
    }
}
