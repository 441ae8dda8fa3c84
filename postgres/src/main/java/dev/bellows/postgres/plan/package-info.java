/** Plans for PostgreSQL: which steps get a table from one shape to the other. Pure. */
@NullMarked
package dev.bellows.postgres.plan;

import org.jspecify.annotations.NullMarked;
