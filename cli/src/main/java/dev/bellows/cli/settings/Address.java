package dev.bellows.cli.settings;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where a database is. Each family of servers has a driver, and with it an address, of its own. */
public sealed interface Address {
    /** The URL for the driver, without user and password. */
    String jdbc();

    /** Where the usual clients of these servers take a password from. */
    String passwordVariable();

    record Postgres(String jdbc) implements Address {
        @Override
        public String passwordVariable() {
            return "PGPASSWORD";
        }
    }

    /**
     * MySQL or MariaDB: which of them, only the server knows.
     *
     * @param database whose tables are migrated, as its name is, without escapes
     * @param parameters of the driver, which stand beside the URL: it takes what is in it literally
     */
    record Mysql(String jdbc, String database, SortedMap<String, String> parameters) implements Address {
        public Mysql {
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        }

        @Override
        public String passwordVariable() {
            return "MYSQL_PWD";
        }
    }
}
