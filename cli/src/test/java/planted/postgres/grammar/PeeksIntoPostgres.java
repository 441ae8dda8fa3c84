package planted.postgres.grammar;

import planted.postgres.store.KeepsSessions;

/** The grammar stands alone. */
public record PeeksIntoPostgres(KeepsSessions store) {}
