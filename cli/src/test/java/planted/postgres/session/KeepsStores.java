package planted.postgres.session;

import java.util.List;
import planted.postgres.store.KeepsSessions;

/** The other half. */
public record KeepsStores(List<KeepsSessions> stores) {}
