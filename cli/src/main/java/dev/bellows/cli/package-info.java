/** Commands, wiring by hand, output. */
@NullMarked
package dev.bellows.cli;

import org.jspecify.annotations.NullMarked;
