package dev.bellows.testkit.scenario.mysql;

import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.scenario.Case;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * One case of each kind on one MySQL and one MariaDB, because the whole takes hours, or those that are asked for with
 * {@code -Dmysql.cases=rename.*} on those of {@code -Dmysql.servers=9.7,11.4}.
 */
final class AskedCases {
    private static final String ONE_OF_EACH_KIND =
            "rename|rename-indexed|rename-datetime|split|drop-required|add-constant|create-unique-index|set-default";

    private static final List<MysqlVersion> USUAL = List.of(MysqlVersion.MYSQL_9_7, MysqlVersion.MARIADB_11_4);

    private AskedCases() {}

    static Stream<Arguments> of(List<Case> all) {
        var versions = System.getProperty("mysql.servers") == null ? USUAL : MysqlVersion.ofThisBuild();
        var names = Pattern.compile(System.getProperty("mysql.cases", ONE_OF_EACH_KIND));
        return all.stream()
                .filter(subject -> names.matcher(subject.name()).matches())
                .flatMap(subject -> versions.stream()
                        .filter(version -> version.flavour() == Flavour.MARIADB
                                || MysqlCases.ofMariadb().stream()
                                        .noneMatch(only -> only.name().equals(subject.name())))
                        .map(version -> Arguments.of(subject, version)));
    }
}
