/** Statements with values, for all who ask the server. */
@NullMarked
package dev.bellows.mysql.query;

import org.jspecify.annotations.NullMarked;
