package dev.bellows.testkit.scenario.mysql;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;

/** Bellows on MySQL and MariaDB, as the command line wires it. The only place of the harness that knows the dialect. */
public final class MysqlBellows {
    private MysqlBellows() {}

    /** With an address for the role of Bellows, and the name of the database that it changes. */
    public static Bellows at(String url, String database, RunListener listener) {
        throw new UnsupportedOperationException("there is no dialect yet for " + database);
    }
}
