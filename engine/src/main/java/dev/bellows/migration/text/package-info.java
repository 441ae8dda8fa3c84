/**
 * What every front end does with a file, whatever its SQL: places in the text, problems, directives, and whether they and
 * the operations speak of the same columns.
 */
@NullMarked
package dev.bellows.migration.text;

import org.jspecify.annotations.NullMarked;
