/** Walks a table in chunks of a target time, with a durable watermark. */
@NullMarked
package dev.bellows.backfill;

import org.jspecify.annotations.NullMarked;
