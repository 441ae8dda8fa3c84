/** JSON text to and from plain values; the only package that knows the JSON library. Pure. */
@NullMarked
package dev.bellows.json;

import org.jspecify.annotations.NullMarked;
