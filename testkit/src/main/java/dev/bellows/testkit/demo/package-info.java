/** The demonstration: four patterns on a live table, and what plain ALTERs do to the same traffic. */
@NullMarked
package dev.bellows.testkit.demo;

import org.jspecify.annotations.NullMarked;
