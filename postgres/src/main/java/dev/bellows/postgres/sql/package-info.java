/** PostgreSQL's SQL text to operations and directives, with the server's own grammar. Pure but for loading it. */
@NullMarked
package dev.bellows.postgres.sql;

import org.jspecify.annotations.NullMarked;
