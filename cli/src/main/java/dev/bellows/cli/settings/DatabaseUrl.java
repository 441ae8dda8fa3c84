package dev.bellows.cli.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A database URL taken apart.
 *
 * @param address without user and password
 * @param user the user in the URL
 * @param password the password in the URL
 */
record DatabaseUrl(Address address, Optional<String> user, Optional<Secret> password) {
    private static final Pattern SCHEME = Pattern.compile("((?:jdbc:)?[a-z]+):.*");
    private static final String REMEDY =
            "give postgres://host:port/database, mysql://host:port/database or mariadb://host:port/database,"
                    + " the user with --user, and the password in BELLOWS_PASSWORD";

    /** Reads the URLs of all servers that Bellows knows, those of their drivers included. */
    static DatabaseUrl parse(Layer.Given given) throws Refusal {
        var scheme = SCHEME.matcher(given.value().strip());
        return switch (scheme.matches() ? scheme.group(1) : "") {
            case "jdbc:postgresql", "postgresql", "postgres" -> new PostgresUrl(given).read();
            case "jdbc:mysql", "jdbc:mariadb", "mysql", "mariadb" -> new MysqlUrl(given, scheme.group(1)).read();
            default -> throw new UrlText(given, REMEDY).unreadable("is not a URL of a database that Bellows knows");
        };
    }
}
