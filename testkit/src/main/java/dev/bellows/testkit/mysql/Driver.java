package dev.bellows.testkit.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;

/** The driver that is on the class path at run time; nothing here is compiled against one. */
final class Driver {
    private Driver() {}

    static Connection connect(String url) throws SQLException {
        for (var driver : ServiceLoader.load(java.sql.Driver.class)) {
            if (driver.acceptsURL(url)) {
                var connection = driver.connect(url, new Properties());
                if (connection != null) {
                    return connection;
                }
            }
        }
        throw new SQLException(
                "no driver for " + url + " is on the class path; add org.mariadb.jdbc:mariadb-java-client");
    }
}
