/** The plan: one value that is printed, linted, rehearsed and executed. Pure. */
@NullMarked
package dev.bellows.plan;

import org.jspecify.annotations.NullMarked;
