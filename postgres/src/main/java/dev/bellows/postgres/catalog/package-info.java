/** Reads what a migration must know of a live PostgreSQL; whatever it tries is rolled back. */
@NullMarked
package dev.bellows.postgres.catalog;

import org.jspecify.annotations.NullMarked;
