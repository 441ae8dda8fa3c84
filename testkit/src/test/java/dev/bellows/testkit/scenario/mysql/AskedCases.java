package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.scenario.Case;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * One case of each kind on one MariaDB and the main ones on one MySQL, because the whole takes hours, or those that are asked
 * for with {@code -Dmysql.cases=rename.*} on those of {@code -Dmysql.servers=9.7,11.4}.
 */
final class AskedCases {
    private static final String ON_MARIADB =
            "rename|rename-indexed|rename-datetime|split|drop-required|add-constant|create-unique-index|set-default";
    private static final String ON_MYSQL = "rename|rename-enum|split|drop-required";

    private AskedCases() {}

    static Stream<Arguments> of(List<Case> all) {
        if (System.getProperty("mysql.servers") == null && System.getProperty("mysql.cases") == null) {
            return Stream.concat(
                    on(all, ON_MYSQL, List.of(MysqlVersion.MYSQL_9_7)),
                    on(all, ON_MARIADB, List.of(MysqlVersion.MARIADB_11_4)));
        }
        return on(all, System.getProperty("mysql.cases", ON_MARIADB), MysqlVersion.ofThisBuild());
    }

    private static Stream<Arguments> on(List<Case> all, String names, List<MysqlVersion> versions) {
        var pattern = Pattern.compile(names);
        return all.stream()
                .filter(subject -> pattern.matcher(subject.name()).matches())
                .flatMap(subject -> versions.stream()
                        .filter(version -> MysqlCases.runsOn(subject, version))
                        .map(version -> Arguments.of(subject, version)));
    }
}
