/** Bellows on MySQL and MariaDB: the roles of the dialect, put together. */
@NullMarked
package dev.bellows.mysql;

import org.jspecify.annotations.NullMarked;
