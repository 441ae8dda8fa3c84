/** The library's front door. */
@NullMarked
package dev.bellows;

import org.jspecify.annotations.NullMarked;
