/** The roles that a database server plays for the engine, each a small interface. */
@NullMarked
package dev.bellows.dialect;

import org.jspecify.annotations.NullMarked;
