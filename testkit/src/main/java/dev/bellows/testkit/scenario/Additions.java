package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.ArrayList;
import java.util.List;

/** Columns that are added, and columns that go. */
public final class Additions {
    private static final String TABLE = """
            CREATE TABLE users (id bigint PRIMARY KEY, name text, touched int NOT NULL DEFAULT 0)
            """;

    private Additions() {}

    /** All of them. */
    public static List<Case> all() {
        var all = new ArrayList<>(List.of(
                adds("add-nullable", "ADD COLUMN extra int"),
                adds("add-constant", "ADD COLUMN extra int NOT NULL DEFAULT 7"),
                adds("add-volatile", "ADD COLUMN extra double precision DEFAULT random()"),
                adds("add-volatile-required", "ADD COLUMN extra uuid NOT NULL DEFAULT gen_random_uuid()")));
        all.add(drops("drop-nullable", "legacy int", ""));
        all.add(drops("drop-defaulted", "legacy int NOT NULL DEFAULT 5", ""));
        all.add(drops("drop-defaulted-numeric", "legacy numeric(12, 2) NOT NULL DEFAULT 0", ""));
        all.add(drops("drop-required", "legacy int NOT NULL", "--! down users.legacy = 9\n"));
        return all;
    }

    private static List<Object> name(long token) {
        return List.of("name " + token);
    }

    private static AppVersion with(String version, String... more) {
        var columns = new ArrayList<>(List.of("name text"));
        columns.addAll(List.of(more));
        return AppVersion.of(version, "users", Additions::name, columns.toArray(String[]::new));
    }

    private static Case adds(String name, String what) {
        var type = what.contains("uuid") ? "uuid" : what.contains("double") ? "float8" : "int";
        var extra = what.contains("uuid") ? "00000000-0000-0000-0000-00000000000%d" : "%d";
        var fresh = AppVersion.of(
                        "app_new",
                        "users",
                        token -> List.of("name " + token, extra.formatted(token % 10)),
                        "name text",
                        "extra text::" + type)
                .writesForItself("extra")
                .without(Op.UPDATE_TO_NULL);
        return Case.named(name)
                .table(TABLE)
                .migration("V6__add.sql", "ALTER TABLE users %s;".formatted(what))
                .oldVersion(with("app_old"))
                .newVersion(fresh)
                .schedule(Schedule.ADDITION)
                .twin(Case.Twin.SCHEMA);
    }

    private static Case drops(String name, String column, String directive) {
        var old = AppVersion.of(
                        "app_old", "users", token -> List.of("name " + token, (int) token), "name text", "legacy int")
                .writesForItself("legacy");
        return Case.named(name)
                .table("CREATE TABLE users (id bigint PRIMARY KEY, name text, %s, touched int NOT NULL DEFAULT 0)"
                        .formatted(column))
                .migration("V7__drop.sql", directive + "ALTER TABLE users DROP COLUMN legacy;")
                .oldVersion(column.contains("NOT NULL") ? old.without(Op.UPDATE_TO_NULL) : old)
                .newVersion(with("app_new"))
                .schedule(Schedule.SIDE_BY_SIDE)
                .twin(column.contains("NOT NULL") ? Case.Twin.SCHEMA : Case.Twin.SCHEMA_AND_ROWS);
    }
}
