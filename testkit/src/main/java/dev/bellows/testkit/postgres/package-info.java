/** Real PostgreSQL servers for tests and the demo, and exact comparison of what is in them. */
@NullMarked
package dev.bellows.testkit.postgres;

import org.jspecify.annotations.NullMarked;
