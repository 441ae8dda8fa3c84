package dev.bellows.postgres;

import dev.bellows.dialect.CatalogReader;
import dev.bellows.dialect.Dialect;
import dev.bellows.dialect.FrontEnd;
import dev.bellows.plan.Planner;
import dev.bellows.postgres.session.PostgresEvidence;
import dev.bellows.postgres.session.PostgresFaults;
import dev.bellows.postgres.session.PostgresLoad;
import dev.bellows.postgres.session.PostgresLocks;
import dev.bellows.postgres.session.PostgresSessions;
import dev.bellows.postgres.store.PostgresStore;

/** The roles of PostgreSQL, put together. */
public final class PostgresDialect {
    private PostgresDialect() {}

    /** With sessions of your own making, such as {@link PostgresSessions#of}. Opens nothing yet. */
    public static Dialect of(PostgresSessions sessions, FrontEnd frontEnd, CatalogReader reader, Planner planner) {
        return new Dialect(
                frontEnd,
                reader,
                planner,
                sessions,
                new PostgresLocks(),
                new PostgresFaults(),
                new Dialect.Observers(new PostgresLoad(), new PostgresEvidence()),
                new PostgresStore());
    }
}
