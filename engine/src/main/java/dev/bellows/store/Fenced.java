package dev.bellows.store;

/** The lease was lost to a successor while we were away; the transaction must be rolled back. */
public final class Fenced extends Exception {
    private static final long serialVersionUID = 1L;

    public Fenced(Lease lease) {
        super("the lease on %s (epoch %d) belongs to another runner now".formatted(lease.migration(), lease.epoch()));
    }
}
