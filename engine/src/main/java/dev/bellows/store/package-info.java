/** What is kept in the target database: journal, lease, progress, evidence. */
@NullMarked
package dev.bellows.store;

import org.jspecify.annotations.NullMarked;
