package dev.bellows.testkit.scenario.mysql;

import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.scenario.Case;
import java.util.List;
import java.util.stream.Stream;

/** Every case there is for MySQL and MariaDB, but those of Sakila. */
public final class MysqlCases {
    /** Needs a default of its own on MariaDB, which has none of it once there are triggers. */
    private static final String ENUM = "rename-enum-required";

    /** A JSON is a text with a CHECK there; before 11.2 that has no other name while others write. */
    private static final String JSON = "rename-json";

    private MysqlCases() {}

    public static List<Case> all() {
        return Stream.of(
                        MysqlRenames.all(),
                        MysqlTables.all(),
                        MysqlSplits.all(),
                        MysqlRetypes.all(),
                        MysqlAdditions.all(),
                        MysqlConstraints.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Whether a server can do it without a rewrite of the table. */
    public static boolean runsOn(Case subject, MysqlVersion version) {
        return version.flavour() == Flavour.MYSQL
                || !subject.name().equals(ENUM)
                        && !(version == MysqlVersion.MARIADB_10_11
                                && subject.name().equals(JSON));
    }

    /** A table of users with a column; {@code more} are further columns and indexes, each after a comma. */
    static String users(String column, String more) {
        return "CREATE TABLE users (id bigint PRIMARY KEY, %s, touched int NOT NULL DEFAULT 0%s);\n"
                .formatted(column, more);
    }
}
