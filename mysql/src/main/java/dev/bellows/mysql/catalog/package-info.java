/** What a live MySQL or MariaDB server says about a migration before it begins. */
@NullMarked
package dev.bellows.mysql.catalog;

import org.jspecify.annotations.NullMarked;
