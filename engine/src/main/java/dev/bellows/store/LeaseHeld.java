package dev.bellows.store;

/** Another runner has the lease. {@code holder} says who, since when and on which backend. */
public final class LeaseHeld extends Exception {
    private static final long serialVersionUID = 1L;

    public LeaseHeld(String holder) {
        super(holder);
    }
}
