/** What Bellows keeps beside the target: a database {@code bellows_<target>} of its own. */
@NullMarked
package dev.bellows.mysql.store;

import org.jspecify.annotations.NullMarked;
