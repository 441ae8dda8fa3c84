package dev.bellows.mysql;

import dev.bellows.dialect.CatalogReader;
import dev.bellows.dialect.Dialect;
import dev.bellows.dialect.FrontEnd;
import dev.bellows.mysql.session.MysqlEvidence;
import dev.bellows.mysql.session.MysqlFaults;
import dev.bellows.mysql.session.MysqlLoad;
import dev.bellows.mysql.session.MysqlLocks;
import dev.bellows.mysql.session.MysqlSessions;
import dev.bellows.mysql.store.MysqlStore;
import dev.bellows.plan.Planner;

/** The roles of MySQL and MariaDB, put together. */
public final class MysqlDialect {
    private MysqlDialect() {}

    /**
     * With sessions of your own making. Opens nothing yet.
     *
     * @param database the one of the application; the state is kept in another one beside it
     */
    public static Dialect of(
            MysqlSessions sessions, FrontEnd frontEnd, CatalogReader reader, Planner planner, String database) {
        return new Dialect(
                frontEnd,
                reader,
                planner,
                sessions,
                new MysqlLocks(),
                new MysqlFaults(),
                new Dialect.Observers(new MysqlLoad(), new MysqlEvidence(database)),
                new MysqlStore(database));
    }
}
