/** Decides how fast a backfill may go from what the server feels. */
@NullMarked
package dev.bellows.pace;

import org.jspecify.annotations.NullMarked;
