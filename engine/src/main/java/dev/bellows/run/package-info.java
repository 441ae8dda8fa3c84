/** Carries out a saved plan: state machine, executor, gates, rollback. */
@NullMarked
package dev.bellows.run;

import org.jspecify.annotations.NullMarked;
