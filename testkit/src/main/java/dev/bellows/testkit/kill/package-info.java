/** Bellows killed at a chosen instant, as a real process. */
@NullMarked
package dev.bellows.testkit.kill;

import org.jspecify.annotations.NullMarked;
