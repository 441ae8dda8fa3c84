/** What happened, as events, and where a run stands, as their fold. Pure. */
@NullMarked
package dev.bellows.journal;

import org.jspecify.annotations.NullMarked;
