package dev.bellows.testkit.scenario.mysql;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.testkit.mysql.MysqlDatabase;

/** Bellows on MySQL and MariaDB, as the command line wires it. The only place of the harness that knows the dialect. */
public final class MysqlBellows {
    private MysqlBellows() {}

    /** Connects as the role of Bellows. */
    public static Bellows on(MysqlDatabase database, RunListener listener) {
        throw new UnsupportedOperationException(
                "there is no dialect yet for %s, told to %s".formatted(database, listener));
    }
}
