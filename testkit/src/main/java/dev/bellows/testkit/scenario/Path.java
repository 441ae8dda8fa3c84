package dev.bellows.testkit.scenario;

/** A way that a migration can go. */
public enum Path {
    /** Expand, and back. Somebody holds a transaction open when expand begins. */
    EXPAND_ROLLBACK,
    /** Expand, migrate, and back. Somebody holds a transaction open when the rollback begins. */
    MIGRATE_ROLLBACK,
    /** Expand, migrate, contract, back to both shapes, and back. Somebody is in the way of the first rollback. */
    CONTRACT_ROLLBACK,
    /** All the way. Somebody holds a transaction open when contract begins. */
    PURGE
}
