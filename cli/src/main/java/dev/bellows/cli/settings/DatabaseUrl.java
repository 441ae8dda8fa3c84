package dev.bellows.cli.settings;

import dev.bellows.postgres.session.PostgresSessions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database URL taken apart.
 *
 * @param jdbc the URL for the driver, without {@code user} and {@code password}
 * @param user the user in the URL
 * @param password the password in the URL
 */
record DatabaseUrl(String jdbc, Optional<String> user, Optional<Secret> password) {
    private static final String JDBC = "jdbc:postgresql:";
    private static final Pattern LIBPQ =
            Pattern.compile("postgres(?:ql)?://(?:([^/?#]*)@)?([^/?#@]*)(?:/([^/?#@]*))?(?:\\?(.*))?");

    private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*).*");
    /** A name, an address of version 4, or one of version 6 in brackets. */
    private static final Pattern PORT = Pattern.compile("(?:\\[[^\\]]*]|[^:\\[\\]]*)(?::(.*))?");

    /** Reads {@code jdbc:postgresql:…}, {@code postgres://…} or {@code postgresql://…}. */
    static DatabaseUrl parse(Layer.Given given) throws Refusal {
        var reader = new Reader(given);
        return given.value().strip().startsWith(JDBC) ? reader.jdbc() : reader.libpq();
    }

    private static final class Reader {
        private final Layer.Given given;
        private final List<String> parameters = new ArrayList<>();
        private Optional<String> user = Optional.empty();
        private Optional<Secret> password = Optional.empty();

        Reader(Layer.Given given) {
            this.given = given;
        }

        DatabaseUrl jdbc() throws Refusal {
            var url = given.value().strip();
            var query = url.indexOf('?');
            var base = query < 0 ? url : url.substring(0, query);
            if (base.contains("@")) {
                throw unreadable("has a user before the host; the driver wants it as ?user=NAME");
            }
            for (var parameter : split(query < 0 ? "" : url.substring(query + 1))) {
                switch (parameter.name()) {
                    case "user" -> user = Optional.of(decoded(parameter.value()));
                    case "password" -> password = Optional.of(new Secret(decoded(parameter.value())));
                    default -> parameters.add(parameter.toString());
                }
            }
            return assembled(base);
        }

        DatabaseUrl libpq() throws Refusal {
            var parts = LIBPQ.matcher(given.value().strip());
            if (!parts.matches()) {
                throw unreadable(
                        "is not a URL of a PostgreSQL database (in a password, write / ? # @ as %2F %3F %23 %40)");
            }
            credentials(parts.group(1));
            var hosts = orEmpty(parts.group(2));
            if (hosts.toLowerCase(Locale.ROOT).startsWith("%2f")) {
                throw unreadable("names a socket folder, and the driver speaks TCP only");
            }
            for (var parameter : split(orEmpty(parts.group(4)))) {
                var value = parameter.value().replace("+", "%2B");
                switch (parameter.name()) {
                    case "user" -> user = Optional.of(decoded(value));
                    case "password" -> password = Optional.of(new Secret(decoded(value)));
                    default -> parameters.add(translated(parameter).toString());
                }
            }
            return assembled(JDBC + "//" + (hosts.isEmpty() ? "localhost" : hosts) + "/" + orEmpty(parts.group(3)));
        }

        private void credentials(@Nullable String text) throws Refusal {
            if (text == null) {
                return;
            }
            var escaped = text.replace("+", "%2B");
            var colon = escaped.indexOf(':');
            user = Optional.of(decoded(colon < 0 ? escaped : escaped.substring(0, colon)))
                    .filter(name -> !name.isEmpty());
            if (colon >= 0) {
                password = Optional.of(new Secret(decoded(escaped.substring(colon + 1))));
            }
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
            return unreadable("has the parameter %s, which the driver does not know".formatted(parameter.name()));
        }

        private String targetServer(String value) throws Refusal {
            return switch (value) {
                case "any" -> "any";
                case "read-write", "primary" -> "primary";
                case "read-only", "standby" -> "secondary";
                case "prefer-standby" -> "preferSecondary";
                default -> throw unreadable("has an unknown target_session_attrs");
            };
        }

        private DatabaseUrl assembled(String base) throws Refusal {
            var hosts = HOSTS.matcher(base);
            if (hosts.matches()) {
                for (var host : hosts.group(1).split(",", -1)) {
                    checkPort(host);
                }
            }
            var query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
            return new DatabaseUrl(base + query, user, password);
        }

        private void checkPort(String host) throws Refusal {
            var port = PORT.matcher(host);
            if (!port.matches() || (port.group(1) != null && !isPort(port.group(1)))) {
                throw unreadable("has a port that is no number from 1 to 65535");
            }
        }

        private static boolean isPort(String digits) {
            return digits.matches("\\d{1,5}") && Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= 65_535;
        }

        private String decoded(String text) throws Refusal {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw unreadable("has a broken %-escape");
            }
        }

        private Refusal unreadable(String what) {
            return new Refusal(
                    "%s: %s %s".formatted(given.origin(), Redaction.ofUrl(given.value()), what),
                    "give postgres://host:port/database or jdbc:postgresql://host:port/database,"
                            + " the user with --user, and the password in BELLOWS_PASSWORD, PGPASSWORD or ~/.pgpass");
        }

        private static List<Parameter> split(String query) {
            var split = new ArrayList<Parameter>();
            for (var text : query.isEmpty() ? new String[0] : query.split("&", -1)) {
                var equals = text.indexOf('=');
                split.add(
                        equals < 0
                                ? new Parameter(text, "")
                                : new Parameter(text.substring(0, equals), text.substring(equals + 1)));
            }
            return split;
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    private record Parameter(String name, String value) {
        @Override
        public String toString() {
            return name + "=" + value;
        }
    }
}
