/** What planners of all dialects make plans from. */
@NullMarked
package dev.bellows.plan.draft;

import org.jspecify.annotations.NullMarked;
