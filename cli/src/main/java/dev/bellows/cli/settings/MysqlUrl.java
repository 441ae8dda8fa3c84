package dev.bellows.cli.settings;

import dev.bellows.mysql.store.StateDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code mysql://…}, {@code mariadb://…}, {@code jdbc:mysql://…} and {@code jdbc:mariadb://…}. All of them become the
 * address of one driver, which speaks to both servers.
 */
final class MysqlUrl {
    private static final Pattern FORM =
            Pattern.compile("(?:jdbc:)?(?:mysql|mariadb)://(?:([^/?#]*)@)?([^/?#@]*)(?:/([^/?#@]*))?(?:\\?(.*))?");
    private static final Pattern MODE = Pattern.compile("jdbc:(?:mysql|mariadb):\\w+:?//.*");
    private static final String REMEDY = "give mysql://host:port/database or mariadb://host:port/database,"
            + " the user with --user, and the password in BELLOWS_PASSWORD or MYSQL_PWD";

    private final UrlText url;
    private final UrlLogin login;
    private final String scheme;

    MysqlUrl(Layer.Given given, String scheme) {
        this.url = new UrlText(given, REMEDY);
        this.login = new UrlLogin(url);
        this.scheme = scheme;
    }

    DatabaseUrl read() throws Refusal {
        if (MODE.matcher(url.text()).matches()) {
            throw url.unreadable("lets the driver choose among servers; a migration belongs on the primary");
        }
        var parts = FORM.matcher(url.text());
        if (!parts.matches()) {
            throw url.unreadable("is not a URL of MySQL or MariaDB (in a password, write / ? # @ as %2F %3F %23 %40)");
        }
        login.before(parts.group(1));
        var hosts = UrlText.orEmpty(parts.group(2));
        url.checkPorts(hosts);
        var database = UrlText.orEmpty(parts.group(3));
        if (database.isEmpty()) {
            throw url.unreadable("names no database, and a migration belongs to one");
        }
        var jdbc = "jdbc:mariadb://%s/%s".formatted(hosts.isEmpty() ? "localhost" : hosts, database);
        return login.at(new Address.Mysql(jdbc, named(database), parameters(parts.group(4), jdbc)));
    }

    private String named(String text) throws Refusal {
        try {
            return new StateDatabase(value(text)).target();
        } catch (IllegalArgumentException e) {
            throw url.unreadable("cannot be migrated: " + e.getMessage());
        }
    }

    private TreeMap<String, String> parameters(@Nullable String query, String jdbc) throws Refusal {
        var parameters = new TreeMap<String, String>();
        var refused = new ArrayList<MysqlParameter.Refused>();
        for (var parameter : UrlText.parameters(query)) {
            if (login.takes(parameter, this::value)) {
                continue;
            }
            switch (MysqlParameter.of(parameter.name(), value(parameter.value()))) {
                case MysqlParameter.Known(var name, var value) -> {
                    var before = parameters.put(name, value);
                    if (before != null && !before.equals(value)) {
                        refused.add(new MysqlParameter.Refused("says %s twice".formatted(name), "say it once"));
                    }
                }
                case MysqlParameter.Meaningless() -> {}
                case MysqlParameter.Refused no -> refused.add(no);
            }
        }
        if (!refused.isEmpty()) {
            throw refusal(refused);
        }
        var complaint = MysqlDriver.complaint(jdbc, parameters);
        if (complaint.isPresent()) {
            throw url.unreadable("is refused by the driver: " + complaint.get());
        }
        return parameters;
    }

    private Refusal refusal(List<MysqlParameter.Refused> refused) {
        return url.refusal(
                String.join(
                        ", ", refused.stream().map(MysqlParameter.Refused::what).toList()),
                String.join(
                        "; ",
                        refused.stream()
                                .map(MysqlParameter.Refused::remedy)
                                .distinct()
                                .toList()));
    }

    /** The two drivers do not agree on escapes: one knows none, to the other a plus is a blank. */
    private String value(String text) throws Refusal {
        return switch (scheme) {
            case "jdbc:mariadb" -> text;
            case "jdbc:mysql" -> url.decodedForm(text);
            default -> url.decoded(text);
        };
    }
}
