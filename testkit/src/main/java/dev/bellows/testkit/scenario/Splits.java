package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** One column becomes two, two become one, one is derived from another. */
public final class Splits {
    private static final String WHOLE = """
            CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, touched int NOT NULL DEFAULT 0)
            """;

    private Splits() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(split(), splitNullable(), merge(), derive());
    }

    private static List<Object> whole(long token) {
        return List.of("first%1$d last%1$d".formatted(token));
    }

    private static List<Object> parts(long token) {
        return List.of("first" + token, "last" + token);
    }

    private static AppVersion withName(String version) {
        return AppVersion.of(version, "users", Splits::whole, "name text");
    }

    private static AppVersion withParts(String version) {
        return AppVersion.of(version, "users", Splits::parts, "first_name text", "last_name text");
    }

    /** The example of the design. */
    public static Case split() {
        return Case.named("split")
                .table(WHOLE)
                .migration("V42__split_name.sql", """
                        --! down users.name = first_name || ' ' || last_name
                        ALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name text;
                        UPDATE users SET first_name = split_part(name, ' ', 1),
                            last_name = substr(name, strpos(name, ' ') + 1);
                        ALTER TABLE users ALTER COLUMN first_name SET NOT NULL;
                        ALTER TABLE users DROP COLUMN name;
                        """)
                .oldVersion(withName("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(withParts("app_new").without(Op.UPDATE_TO_NULL));
    }

    /** The same where NULL is allowed on both sides. */
    public static Case splitNullable() {
        return Case.named("split-nullable")
                .table("CREATE TABLE users (id bigint PRIMARY KEY, name text, touched int NOT NULL DEFAULT 0)")
                .migration("V42__split_name.sql", """
                        --! down users.name = first_name || ' ' || last_name
                        ALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name text;
                        UPDATE users SET first_name = split_part(name, ' ', 1),
                            last_name = substr(name, strpos(name, ' ') + 1);
                        ALTER TABLE users DROP COLUMN name;
                        """)
                .oldVersion(withName("app_old"))
                .newVersion(withParts("app_new"));
    }

    public static Case merge() {
        return Case.named("merge")
                .table("""
                        CREATE TABLE users (
                            id bigint PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL,
                            touched int NOT NULL DEFAULT 0)
                        """)
                .migration("V43__merge_name.sql", """
                        --! down users.first_name = split_part(name, ' ', 1)
                        --! down users.last_name = split_part(name, ' ', 2)
                        ALTER TABLE users ADD COLUMN name text;
                        UPDATE users SET name = first_name || ' ' || last_name;
                        ALTER TABLE users ALTER COLUMN name SET NOT NULL;
                        ALTER TABLE users DROP COLUMN first_name, DROP COLUMN last_name;
                        """)
                .oldVersion(withParts("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(withName("app_new").without(Op.UPDATE_TO_NULL));
    }

    /** A column that follows another one until contract, and is written by the new version from then on. */
    public static Case derive() {
        return Case.named("add-derived")
                .table(WHOLE)
                .migration("V44__shout.sql", """
                        ALTER TABLE users ADD COLUMN shout text;
                        UPDATE users SET shout = upper(name);
                        ALTER TABLE users ALTER COLUMN shout SET NOT NULL;
                        """)
                .oldVersion(withName("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(AppVersion.of("app_new", "users", Splits::shouted, "name text", "shout text")
                        .without(Op.UPDATE_TO_NULL));
    }

    private static List<Object> shouted(long token) {
        return List.of("first%1$d last%1$d".formatted(token), "FIRST%1$d LAST%1$d".formatted(token));
    }
}
