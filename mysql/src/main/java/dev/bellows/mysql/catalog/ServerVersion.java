package dev.bellows.mysql.catalog;

import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.mysql.grammar.MysqlGrammar;
import dev.bellows.schema.Catalog;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which server it is.
 *
 * @param number 80015 is 8.0.15, 101118 is 10.11.18
 * @param text as the server says it
 */
public record ServerVersion(Flavour flavour, int number, String text) {
    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");
    /** What old clients were told before the version of a MariaDB. */
    private static final String MARIADB_PREFIX = "5.5.5-";

    /** What {@code SELECT version()} says. */
    public static ServerVersion of(String text) {
        var isMariadb = text.contains("MariaDB");
        var number = NUMBER.matcher(text.startsWith(MARIADB_PREFIX) ? text.substring(MARIADB_PREFIX.length()) : text);
        if (!number.find()) {
            throw new IllegalArgumentException("version " + text);
        }
        return new ServerVersion(
                isMariadb ? Flavour.MARIADB : Flavour.MYSQL,
                Integer.parseInt(number.group(1)) * 10_000
                        + Integer.parseInt(number.group(2)) * 100
                        + Integer.parseInt(number.group(3)),
                text);
    }

    public boolean isMariadb() {
        return flavour == Flavour.MARIADB;
    }

    String product() {
        return isMariadb() ? "MariaDB" : "MySQL";
    }

    /** Whether it is a MySQL of this version or later. */
    boolean isMysqlFrom(int least) {
        return !isMariadb() && number >= least;
    }

    /** Columns that only code sees which names them: MariaDB 10.3, MySQL 8.0.23. */
    public boolean hidesColumns() {
        return isMariadb() || number >= 80_023;
    }

    Catalog.Server server() {
        return new Catalog.Server(product(), number / 10_000, text, List.of());
    }

    /** The one that reads what this server would take. */
    public MysqlGrammar grammar() {
        return MysqlGrammar.of(flavour, number);
    }
}
