package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import java.util.List;
import java.util.stream.Stream;

/** Every case there is for MySQL and MariaDB, but those of Sakila. */
public final class MysqlCases {
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

    /** What only MariaDB does, besides all of these. */
    public static List<Case> ofMariadb() {
        return MysqlRenames.ofMariadb();
    }

    /** A table of users with a column; {@code more} are further columns and indexes, each after a comma. */
    static String users(String column, String more) {
        return "CREATE TABLE users (id bigint PRIMARY KEY, %s, touched int NOT NULL DEFAULT 0%s);\n"
                .formatted(column, more);
    }
}
