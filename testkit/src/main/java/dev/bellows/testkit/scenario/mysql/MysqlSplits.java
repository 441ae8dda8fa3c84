package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** One column becomes two, two become one, one is derived from another. */
final class MysqlSplits {
    private static final String DOWN = "-- ! down users.name = concat(first_name, ' ', last_name)\n";
    private static final String SPLIT = """
            ALTER TABLE users ADD COLUMN first_name varchar(40), ADD COLUMN last_name varchar(40);
            UPDATE users SET first_name = substring_index(name, ' ', 1), last_name = substring_index(name, ' ', -1);
            """;

    private MysqlSplits() {}

    static List<Case> all() {
        return List.of(split(), splitNullable(), merge(), derive());
    }

    static List<Object> whole(long token) {
        return List.of("first%1$d last%1$d".formatted(token));
    }

    static List<Object> parts(long token) {
        return List.of("first" + token, "last" + token);
    }

    private static AppVersion withName(String version) {
        return AppVersion.of(version, "users", MysqlSplits::whole, "name varchar(80)");
    }

    private static AppVersion withParts(String version) {
        return AppVersion.of(version, "users", MysqlSplits::parts, "first_name varchar(40)", "last_name varchar(40)");
    }

    private static Case split() {
        return Case.named("split")
                .table(MysqlCases.users("name varchar(80) NOT NULL", ""))
                .migration("V42__split_name.sql", DOWN + SPLIT + """
                        ALTER TABLE users MODIFY first_name varchar(40) NOT NULL;
                        ALTER TABLE users DROP COLUMN name;
                        """)
                .oldVersion(withName("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(withParts("app_new").without(Op.UPDATE_TO_NULL));
    }

    /** The same where NULL is allowed on both sides. */
    private static Case splitNullable() {
        return Case.named("split-nullable")
                .table(MysqlCases.users("name varchar(80)", ""))
                .migration("V42__split_name.sql", DOWN + SPLIT + "ALTER TABLE users DROP COLUMN name;\n")
                .oldVersion(withName("app_old").leavesOut())
                .newVersion(withParts("app_new").leavesOut());
    }

    private static Case merge() {
        return Case.named("merge")
                .table(MysqlCases.users("first_name varchar(40) NOT NULL, last_name varchar(40) NOT NULL", ""))
                .migration("V43__merge_name.sql", """
                        -- ! down users.first_name = substring_index(name, ' ', 1)
                        -- ! down users.last_name = substring_index(name, ' ', -1)
                        ALTER TABLE users ADD COLUMN name varchar(80);
                        UPDATE users SET name = concat(first_name, ' ', last_name);
                        ALTER TABLE users MODIFY name varchar(80) NOT NULL;
                        ALTER TABLE users DROP COLUMN first_name, DROP COLUMN last_name;
                        """)
                .oldVersion(withParts("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(withName("app_new").without(Op.UPDATE_TO_NULL));
    }

    /** A column that follows another one until contract, and is written by the new version from then on. */
    private static Case derive() {
        return Case.named("add-derived")
                .table(MysqlCases.users("name varchar(80) NOT NULL", ""))
                .migration("V44__shout.sql", """
                        ALTER TABLE users ADD COLUMN shout varchar(80);
                        UPDATE users SET shout = upper(name);
                        ALTER TABLE users MODIFY shout varchar(80) NOT NULL;
                        """)
                .oldVersion(withName("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(
                        AppVersion.of("app_new", "users", MysqlSplits::shouted, "name varchar(80)", "shout varchar(80)")
                                .without(Op.UPDATE_TO_NULL));
    }

    private static List<Object> shouted(long token) {
        return List.of("first%1$d last%1$d".formatted(token), "FIRST%1$d LAST%1$d".formatted(token));
    }
}
