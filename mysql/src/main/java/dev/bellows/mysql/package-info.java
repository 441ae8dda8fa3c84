/** MySQL and MariaDB. */
@NullMarked
package dev.bellows.mysql;

import org.jspecify.annotations.NullMarked;
