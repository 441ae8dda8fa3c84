/** A new column filled from an old one: by Bellows, by one UPDATE, and by the usual loop. */
@NullMarked
package dev.bellows.bench.backfill;

import org.jspecify.annotations.NullMarked;
