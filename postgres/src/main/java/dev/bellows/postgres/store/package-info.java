/** What Bellows keeps in the target: a schema {@code bellows} of its own. */
@NullMarked
package dev.bellows.postgres.store;

import org.jspecify.annotations.NullMarked;
