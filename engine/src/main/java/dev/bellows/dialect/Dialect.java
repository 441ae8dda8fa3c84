package dev.bellows.dialect;

import dev.bellows.plan.Planner;
import dev.bellows.store.Store;

/** The roles of one server, put together. */
public record Dialect(
        FrontEnd frontEnd,
        CatalogReader catalogReader,
        Planner planner,
        Sessions sessions,
        Locks locks,
        Faults faults,
        Observers observers,
        Store store) {

    /** The read-only roles that watch the server. */
    public record Observers(LoadSignals load, EvidenceReader evidence) {}
}
