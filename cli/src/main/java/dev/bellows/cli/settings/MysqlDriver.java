package dev.bellows.cli.settings;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What the driver that is there at run time says of itself; nothing is compiled against it. */
final class MysqlDriver {
    private static final String ANY = "jdbc:mariadb://localhost/any";

    private MysqlDriver() {}

    /** The parameter of that name, as the driver writes it. */
    static Optional<String> parameter(String name) {
        try {
            return Arrays.stream(parameters(ANY, new Properties()))
                    .map(parameter -> parameter.name)
                    .filter(name::equalsIgnoreCase)
                    .findFirst();
        } catch (SQLException e) {
            throw new IllegalStateException("the driver of MariaDB does not answer", e);
        }
    }

    /** What the driver has against the values of its parameters. */
    static Optional<String> complaint(String jdbc, Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return Optional.empty(); // the driver takes a while to load
        }
        var properties = new Properties();
        properties.putAll(parameters);
        try {
            parameters(jdbc, properties);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static DriverPropertyInfo[] parameters(String jdbc, Properties properties) throws SQLException {
        Driver driver = DriverManager.getDriver(ANY);
        return driver.getPropertyInfo(jdbc, properties);
    }
}
