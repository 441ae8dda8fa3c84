package dev.bellows.cli.settings;

import dev.bellows.cli.settings.UrlText.Parameter;
import dev.bellows.postgres.session.PostgresSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@code jdbc:postgresql:…}, {@code postgres://…} and {@code postgresql://…}. */
final class PostgresUrl {
    private static final String JDBC = "jdbc:postgresql:";
    private static final Pattern LIBPQ =
            Pattern.compile("postgres(?:ql)?://(?:([^/?#]*)@)?([^/?#@]*)(?:/([^/?#@]*))?(?:\\?(.*))?");
    private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*).*");
    private static final String REMEDY = "give postgres://host:port/database or jdbc:postgresql://host:port/database,"
            + " the user with --user, and the password in BELLOWS_PASSWORD, PGPASSWORD or ~/.pgpass";

    private final UrlText url;
    private final UrlLogin login;
    private final List<String> parameters = new ArrayList<>();

    PostgresUrl(Layer.Given given) {
        this.url = new UrlText(given, REMEDY);
        this.login = new UrlLogin(url);
    }

    DatabaseUrl read() throws Refusal {
        return url.text().startsWith(JDBC) ? jdbc() : libpq();
    }

    private DatabaseUrl jdbc() throws Refusal {
        var query = url.text().indexOf('?');
        var base = query < 0 ? url.text() : url.text().substring(0, query);
        if (base.contains("@")) {
            throw url.unreadable("has a user before the host; the driver wants it as ?user=NAME");
        }
        for (var parameter : UrlText.parameters(query < 0 ? "" : url.text().substring(query + 1))) {
            if (!login.takes(parameter, url::decodedForm)) {
                parameters.add(parameter.toString());
            }
        }
        return assembled(base);
    }

    private DatabaseUrl libpq() throws Refusal {
        var parts = LIBPQ.matcher(url.text());
        if (!parts.matches()) {
            throw url.unreadable(
                    "is not a URL of a PostgreSQL database (in a password, write / ? # @ as %2F %3F %23 %40)");
        }
        login.before(parts.group(1));
        var hosts = UrlText.orEmpty(parts.group(2));
        if (hosts.toLowerCase(Locale.ROOT).startsWith("%2f")) {
            throw url.unreadable("names a socket folder, and the driver speaks TCP only");
        }
        for (var parameter : UrlText.parameters(parts.group(4))) {
            if (!login.takes(parameter, url::decoded)) {
                parameters.add(translated(parameter).toString());
            }
        }
        var host = hosts.isEmpty() ? "localhost" : hosts;
        return assembled("%s//%s/%s".formatted(JDBC, host, UrlText.orEmpty(parts.group(3))));
    }

    /** The driver's name for a parameter of libpq; other names are the driver's own. */
    private Parameter translated(Parameter libpq) throws Refusal {
        var value = libpq.value();
        return switch (libpq.name()) {
            case "application_name" -> new Parameter("ApplicationName", value);
            case "connect_timeout" -> new Parameter("connectTimeout", value);
            case "gssencmode" -> new Parameter("gssEncMode", value);
            case "channel_binding" -> new Parameter("channelBinding", value);
            case "keepalives" -> new Parameter("tcpKeepAlive", value.equals("0") ? "false" : "true");
            case "target_session_attrs" -> new Parameter("targetServerType", targetServer(value));
            case "host", "hostaddr", "port", "dbname", "service", "passfile", "sslcrl" -> throw unknown(libpq);
            default -> {
                // the driver ignores what it does not know: sslmod=require would connect without encryption
                if (!PostgresSessions.knows(libpq.name())) {
                    throw unknown(libpq);
                }
                yield libpq;
            }
        };
    }

    private Refusal unknown(Parameter parameter) {
        return url.unreadable("has the parameter %s, which the driver does not know".formatted(parameter.name()));
    }

    private String targetServer(String value) throws Refusal {
        return switch (value) {
            case "any" -> "any";
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> throw url.unreadable("has an unknown target_session_attrs");
        };
    }

    private DatabaseUrl assembled(String base) throws Refusal {
        var hosts = HOSTS.matcher(base);
        if (hosts.matches()) {
            url.checkPorts(hosts.group(1));
        }
        var query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return login.at(new Address.Postgres(base + query));
    }
}
