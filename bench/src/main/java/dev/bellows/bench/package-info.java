/** Benchmarks side by side with what a user would run instead. */
@NullMarked
package dev.bellows.bench;

import org.jspecify.annotations.NullMarked;
