package dev.bellows.cli.settings;

import java.util.Locale;

/** What a parameter in a URL of MySQL or MariaDB means for us, by its name in the drivers and clients that people use. */
sealed interface MysqlParameter {
    /** The parameter in the words of our driver. */
    record Known(String name, String value) implements MysqlParameter {}

    /** Says what Bellows does anyway, or what our driver has no need of. */
    record Meaningless() implements MysqlParameter {}

    record Refused(String what, String remedy) implements MysqlParameter {}

    String SSL_MODE = "sslMode";
    String ENCRYPTION = "write sslMode=disable, sslMode=trust (encrypted, nobody looks at the certificate),"
            + " sslMode=verify-ca or sslMode=verify-full";

    /** Understands Connector/J's names beside those of our driver, in which case does not matter. */
    static MysqlParameter of(String name, String value) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sslmode", "ssl-mode", "ssl_mode" -> sslMode(name, value);
            case "usessl" -> isFalse(value) ? new Known(SSL_MODE, "disable") : unclear(name, value);
            case "requiressl", "verifyservercertificate" -> isFalse(value) ? new Meaningless() : unclear(name, value);
            case "trustcertificatekeystoreurl" -> new Known("trustStore", value);
            case "trustcertificatekeystorepassword" -> new Known("trustStorePassword", value);
            case "trustcertificatekeystoretype" -> new Known("trustStoreType", value);
            case "clientcertificatekeystoreurl" -> new Known("keyStore", value);
            case "clientcertificatekeystorepassword" -> new Known("keyStorePassword", value);
            case "clientcertificatekeystoretype" -> new Known("keyStoreType", value);
            // the zone and the character set of our sessions are fixed, and we read no dates with the driver
            case "servertimezone",
                    "connectiontimezone",
                    "timezone",
                    "forceconnectiontimezonetosession",
                    "preserveinstants",
                    "uselegacydatetimecode",
                    "usejdbccomplianttimezoneshift",
                    "zerodatetimebehavior",
                    "useunicode",
                    "characterencoding",
                    "charset",
                    "autoreconnect",
                    "prepstmtcachesqllimit",
                    "nullcatalogmeanscurrent" -> new Meaningless();
            // would open what has to be new, repeat what has to happen once, or count other rows
            case "autocommit", "createdatabaseifnotexist", "pool", "transactionreplay", "useaffectedrows", "database" ->
                new Refused("has the parameter %s, which is not left to a URL".formatted(name), "leave out " + name);
            default -> driversOwn(name, value);
        };
    }

    private static MysqlParameter sslMode(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "disable", "disabled" -> new Known(SSL_MODE, "disable");
            case "trust", "required" -> new Known(SSL_MODE, "trust");
            case "verify-ca" -> new Known(SSL_MODE, "verify-ca");
            case "verify-full", "verify-identity" -> new Known(SSL_MODE, "verify-full");
            default -> unclear(name, value);
        };
    }

    /** Guessing would either leave a connection open to others or refuse certificates that were fine. */
    private static Refused unclear(String name, String value) {
        return new Refused("has %s=%s, which the driver does not know".formatted(name, value), ENCRYPTION);
    }

    private static boolean isFalse(String value) {
        return value.equalsIgnoreCase("false") || value.equals("0");
    }

    /** The driver ignores what it does not know: sslmod=verify-full would connect without encryption. */
    private static MysqlParameter driversOwn(String name, String value) {
        var known = MysqlDriver.parameter(name);
        if (known.isPresent()) {
            return new Known(known.get(), value);
        }
        var aboutEncryption = name.toLowerCase(Locale.ROOT).matches(".*(ssl|tls|certificate).*");
        return new Refused(
                "has the parameter %s, which the driver does not know".formatted(name),
                aboutEncryption ? ENCRYPTION : "leave out " + name);
    }
}
