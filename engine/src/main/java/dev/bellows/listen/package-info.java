/** What a run tells those who watch it. Pure. */
@NullMarked
package dev.bellows.listen;

import org.jspecify.annotations.NullMarked;
