/** What a live database looks like: plain values, read once, never a connection. Pure. */
@NullMarked
package dev.bellows.schema;

import org.jspecify.annotations.NullMarked;
