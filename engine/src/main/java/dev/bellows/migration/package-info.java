/** What the user asked for: operations as data, whatever text they came from. Pure. */
@NullMarked
package dev.bellows.migration;

import org.jspecify.annotations.NullMarked;
