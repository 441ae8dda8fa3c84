package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.AppVersion.Preparing;
import dev.bellows.testkit.traffic.Encoding;
import dev.bellows.testkit.traffic.Op;
import java.util.List;
import java.util.function.UnaryOperator;

/** A column gets another name: each type that has a way of its own to be compared, and each way it may be needed. */
final class MysqlRenames {
    static final String FILE = "V1__rename.sql";
    static final String RENAME = "ALTER TABLE users RENAME COLUMN name TO full_name;";

    private static final String VARCHAR = "name varchar(60)";
    private static final int LETTERS = 8;

    private MysqlRenames() {}

    static List<Case> all() {
        return List.of(
                nullable("rename", VARCHAR, "", MysqlRenames::text),
                prepared(),
                required(),
                defaulted(),
                andMore(),
                nullable("rename-indexed", VARCHAR, ", KEY (name, touched), KEY front (name(5))", MysqlRenames::text),
                nullable("rename-unique", VARCHAR, ", UNIQUE KEY (name)", MysqlRenames::text),
                cases(),
                nullable("rename-int", "name int", "", token -> List.of((int) token)),
                nullable("rename-decimal", "name decimal(12, 2)", "", token -> List.of("%d.25".formatted(token))),
                nullable("rename-datetime", "name datetime", "", MysqlRenames::time),
                nullable("rename-timestamp", "name timestamp NULL", "", MysqlRenames::time),
                nullable("rename-enum", "name enum('a', 'B', 'c d')", "", MysqlRenames::oneOfThree),
                nullable("rename-set", "name set('a', 'B', 'c d')", "", MysqlRenames::oneOfThree),
                requiredEnum(),
                nullable("rename-binary", "name binary(16)", "", token -> List.of("name %011d".formatted(token))),
                allowed("rename-json", "name json", MysqlRenames::json),
                allowed("rename-text", "name mediumtext", MysqlRenames::text),
                nullable("rename-latin1", VARCHAR + " CHARACTER SET latin1", "", token -> List.of("né " + token)));
    }

    /** Where new code sets nothing to NULL before migrate has ended, as the file says. */
    private static Case allowed(String name, String column, Encoding encoding) {
        return renamed(
                        name,
                        MysqlCases.users(column, ""),
                        encoding,
                        version -> version.without(Op.UPDATE_TO_NULL).leavesOut())
                .migration(FILE, "-- ! allow no-sentinel because new code sets nothing to NULL\n" + RENAME);
    }

    /** NOT NULL without a default, and an INSERT that leaves it out gives the first member all the same. */
    private static Case requiredEnum() {
        return renamed(
                "rename-enum-required",
                MysqlCases.users("name enum('a', 'B', 'c d') NOT NULL", ""),
                MysqlRenames::oneOfThree,
                version -> version.without(Op.UPDATE_TO_NULL).leavesOut(0));
    }

    static Case renamed(String name, String table, UnaryOperator<AppVersion> habits) {
        return renamed(name, table, MysqlRenames::text, habits);
    }

    private static Case renamed(String name, String table, Encoding encoding, UnaryOperator<AppVersion> habits) {
        return Case.named(name)
                .table(table)
                .migration(FILE, RENAME)
                .oldVersion(habits.apply(AppVersion.of("app_old", "users", encoding, VARCHAR)))
                .newVersion(habits.apply(AppVersion.of("app_new", "users", encoding, "full_name varchar(60)")));
    }

    private static Case nullable(String name, String column, String more, Encoding encoding) {
        return renamed(name, MysqlCases.users(column, more), encoding, AppVersion::leavesOut);
    }

    static List<Object> text(long token) {
        return List.of("name " + token);
    }

    private static List<Object> json(long token) {
        return List.of("{\"n\": %d}".formatted(token));
    }

    private static List<Object> time(long token) {
        return List.of("2020-01-%02d %02d:30:%02d".formatted(1 + token % 28, token % 24, token % 60));
    }

    private static List<Object> oneOfThree(long token) {
        return List.of(List.of("a", "B", "c d").get((int) (token % 3)));
    }

    /** Equal under the collation of the column, and never the same bytes as the one before. */
    private static List<Object> inSomeCase(long token) {
        var letters = new StringBuilder();
        for (var at = 0; at < LETTERS; at++) {
            var upper = (token / 64 >> at & 1) == 1;
            letters.append((char) ((upper ? 'A' : 'a') + at));
        }
        return List.of(letters.toString());
    }

    /** Statements that are prepared on the server before the columns trade names. */
    private static Case prepared() {
        return renamed(
                "rename-prepared",
                MysqlCases.users(VARCHAR, ""),
                version -> version.preparing(Preparing.ALWAYS).leavesOut());
    }

    /** NOT NULL without a default: no INSERT of the other version may fail for it. */
    private static Case required() {
        return renamed(
                "rename-required",
                MysqlCases.users(VARCHAR + " NOT NULL", ""),
                version -> version.without(Op.UPDATE_TO_NULL));
    }

    private static Case defaulted() {
        return renamed(
                "rename-defaulted",
                MysqlCases.users(VARCHAR + " NOT NULL DEFAULT 'name 7'", ""),
                version -> version.without(Op.UPDATE_TO_NULL).leavesOut(7));
    }

    /** With a new default and a comment in the same file. */
    private static Case andMore() {
        return renamed(
                        "rename-and-more",
                        MysqlCases.users(VARCHAR, "") + "ALTER TABLE users COMMENT = 'one name';\n",
                        version -> version)
                .migration(FILE, RENAME + """

                        ALTER TABLE users ALTER COLUMN full_name SET DEFAULT 'somebody';
                        ALTER TABLE users COMMENT = 'first and last';
                        """);
    }

    /** Values that differ only in what their collation takes for the same. */
    private static Case cases() {
        return renamed(
                "rename-case",
                MysqlCases.users(VARCHAR + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci", ", KEY (name)"),
                MysqlRenames::inSomeCase,
                AppVersion::leavesOut);
    }
}
