/** What the triggers that keep two shapes equal cost a statement of the application. */
@NullMarked
package dev.bellows.bench.sync;

import org.jspecify.annotations.NullMarked;
