/** What the user configured: bellows.yaml, then BELLOWS_*, then flags, folded into one value. */
@NullMarked
package dev.bellows.cli.settings;

import org.jspecify.annotations.NullMarked;
