package dev.bellows.store;

import dev.bellows.migration.MigrationId;

/** The right to run a migration: whoever holds another epoch or nonce can do nothing. */
public record Lease(MigrationId migration, long epoch, String nonce) {}
