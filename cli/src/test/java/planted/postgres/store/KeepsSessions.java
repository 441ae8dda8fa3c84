package planted.postgres.store;

import planted.postgres.session.KeepsStores;

/** Half of a cycle inside one room. */
public record KeepsSessions(KeepsStores sessions) {}
