package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.AppVersion;
import java.util.List;

/** Columns that get another name. */
public final class Renames {
    private Renames() {}

    /** A nullable column. */
    public static Case plain() {
        return Case.named("rename")
                .table("CREATE TABLE users (id bigint PRIMARY KEY, name text, touched int NOT NULL DEFAULT 0)")
                .migration("V1__rename.sql", "ALTER TABLE users RENAME COLUMN name TO full_name;")
                .oldVersion(AppVersion.of("app_old", "users", Renames::text, "name text"))
                .newVersion(AppVersion.of("app_new", "users", Renames::text, "full_name text"));
    }

    static List<Object> text(long token) {
        return List.of("name " + token);
    }
}
