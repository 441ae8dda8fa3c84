package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.scenario.Schedule;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Encoding;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** Columns that get another type. MODIFY says the whole definition anew. */
final class MysqlRetypes {
    private static final String FILE = "V5__retype.sql";

    private MysqlRetypes() {}

    static List<Case> all() {
        return List.of(
                retyped("retype", "points int", "points bigint", MysqlRetypes::number),
                loaded(),
                retyped("retype-decimal", "points decimal(12, 2)", "points decimal(14, 2)", MysqlRetypes::amount),
                retyped("retype-to-text", "points varchar(40)", "points text", MysqlRetypes::name),
                retyped("retype-int-to-varchar", "points int", "points varchar(20)", MysqlRetypes::digits)
                        .migration(FILE, """
                                -- ! down users.points = CAST(points AS SIGNED)
                                ALTER TABLE users MODIFY points varchar(20);
                                """)
                        .schedule(Schedule.HARD_SWAP),
                retyped("retype-varchar-to-int", "points varchar(20)", "points int", MysqlRetypes::digits)
                        .migration(FILE, """
                                -- ! up users.points = CAST(points AS SIGNED)
                                -- ! down users.points = CAST(points AS CHAR(20))
                                ALTER TABLE users MODIFY points int;
                                """)
                        .schedule(Schedule.HARD_SWAP),
                retyped(
                        "retype-charset",
                        "points varchar(40) CHARACTER SET latin1",
                        "points varchar(40) CHARACTER SET utf8mb4",
                        MysqlRetypes::name),
                wider("widen-varchar", "points varchar(20)", "points varchar(60)"),
                wider("widen-varchar-over-a-byte", "points varchar(20)", "points varchar(300)"),
                appended());
    }

    private static List<Object> number(long token) {
        return List.of((int) token);
    }

    private static List<Object> digits(long token) {
        return List.of(Long.toString(token));
    }

    private static List<Object> amount(long token) {
        return List.of("%d.25".formatted(token));
    }

    private static List<Object> name(long token) {
        return List.of("n" + token);
    }

    private static Case retyped(String name, String before, String after, Encoding encoding) {
        return Case.named(name)
                .table(MysqlCases.users(before, ""))
                .migration(FILE, "ALTER TABLE users MODIFY %s;".formatted(after))
                .oldVersion(AppVersion.of("app_old", "users", encoding, before).leavesOut())
                .newVersion(AppVersion.of("app_new", "users", encoding, after).leavesOut())
                .schedule(Schedule.SWAP);
    }

    /** With an index, a unique index, a default, a comment and NOT NULL. */
    private static Case loaded() {
        var columns = new String[] {"number int", "parent int"};
        return Case.named("retype-loaded")
                .table(MysqlCases.users(
                        "number int unsigned NOT NULL, parent int NOT NULL DEFAULT 3 COMMENT 'who'",
                        ", UNIQUE KEY (number), KEY (parent, touched)"))
                .migration(FILE, """
                        ALTER TABLE users MODIFY parent bigint NOT NULL DEFAULT 3 COMMENT 'who';
                        ALTER TABLE users MODIFY number bigint unsigned NOT NULL;
                        """)
                .oldVersion(AppVersion.of("app_old", "users", MysqlRetypes::child, columns)
                        .without(Op.UPDATE_TO_NULL))
                .newVersion(AppVersion.of("app_new", "users", MysqlRetypes::child, columns)
                        .without(Op.UPDATE_TO_NULL))
                .schedule(Schedule.SWAP);
    }

    private static List<Object> child(long token) {
        return List.of(token, token % 10);
    }

    /** Only a change of the dictionary, or nearly. */
    private static Case wider(String name, String before, String after) {
        return retyped(name, before, after, MysqlRetypes::name).schedule(Schedule.ADDITION);
    }

    /** One more value at the end: only a change of the dictionary. */
    private static Case appended() {
        return retyped(
                        "retype-enum",
                        "points enum('n1', 'n2')",
                        "points enum('n1', 'n2', 'n3')",
                        token -> List.of("n" + (1 + token % 2)))
                .schedule(Schedule.ADDITION);
    }
}
