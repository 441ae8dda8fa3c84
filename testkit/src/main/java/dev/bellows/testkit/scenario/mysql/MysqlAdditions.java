package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.scenario.Schedule;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** Columns that are added, and columns that go. */
final class MysqlAdditions {
    private static final String NAME = "name varchar(60)";

    private MysqlAdditions() {}

    static List<Case> all() {
        return List.of(
                adds("add-nullable", "ALTER TABLE users ADD COLUMN extra int;"),
                adds("add-constant", "ALTER TABLE users ADD COLUMN extra int NOT NULL DEFAULT 7;"),
                adds("add-first", "ALTER TABLE users ADD COLUMN extra int NOT NULL DEFAULT 7 AFTER id;"),
                adds(
                        "add-now",
                        "ALTER TABLE users ADD COLUMN extra int, ADD COLUMN made datetime DEFAULT CURRENT_TIMESTAMP;"),
                required(),
                drops("drop-nullable", "legacy int", "").oldVersion(old().leavesOut()),
                drops("drop-defaulted", "legacy int NOT NULL DEFAULT 5", ""),
                drops("drop-indexed", "legacy int NOT NULL DEFAULT 5, KEY (legacy)", ""),
                drops("drop-required", "legacy int NOT NULL", "-- ! down users.legacy = 9\n"));
    }

    private static List<Object> name(long token) {
        return List.of("name " + token);
    }

    private static List<Object> both(long token) {
        return List.of("name " + token, (int) (token % 1_000));
    }

    private static AppVersion plain(String version) {
        return AppVersion.of(version, "users", MysqlAdditions::name, NAME);
    }

    private static Case adds(String name, String sql) {
        var fresh = AppVersion.of("app_new", "users", MysqlAdditions::both, NAME, "extra int")
                .writesForItself("extra")
                .without(Op.UPDATE_TO_NULL);
        return Case.named(name)
                .table(MysqlCases.users(NAME, ""))
                .migration("V6__add.sql", sql)
                .oldVersion(plain("app_old").leavesOut())
                .newVersion(fresh)
                .schedule(Schedule.ADDITION)
                .twin(Case.Twin.SCHEMA);
    }

    /** The old version cannot insert into what the file makes, so it must be gone by contract. */
    private static Case required() {
        return adds("add-required", "-- ! up users.extra = 7\nALTER TABLE users ADD COLUMN extra int NOT NULL;")
                .schedule(Schedule.SIDE_BY_SIDE);
    }

    private static AppVersion old() {
        return AppVersion.of("app_old", "users", MysqlAdditions::both, NAME, "legacy int")
                .writesForItself("legacy");
    }

    private static Case drops(String name, String column, String directive) {
        var required = column.contains("NOT NULL");
        return Case.named(name)
                .table(MysqlCases.users(NAME, ", " + column))
                .migration("V7__drop.sql", directive + "ALTER TABLE users DROP COLUMN legacy;")
                .oldVersion(required ? old().without(Op.UPDATE_TO_NULL) : old())
                .newVersion(plain("app_new").leavesOut())
                .twin(required ? Case.Twin.SCHEMA : Case.Twin.SCHEMA_AND_ROWS);
    }
}
