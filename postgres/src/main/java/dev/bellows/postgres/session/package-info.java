/** Sessions, locks, faults, load and evidence of PostgreSQL. */
@NullMarked
package dev.bellows.postgres.session;

import org.jspecify.annotations.NullMarked;
