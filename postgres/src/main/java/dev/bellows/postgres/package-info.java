/** PostgreSQL, put together from its roles. */
@NullMarked
package dev.bellows.postgres;

import org.jspecify.annotations.NullMarked;
