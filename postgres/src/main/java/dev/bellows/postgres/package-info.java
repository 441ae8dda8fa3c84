/** Bellows on PostgreSQL: the roles of the dialect, put together. */
@NullMarked
package dev.bellows.postgres;

import org.jspecify.annotations.NullMarked;
