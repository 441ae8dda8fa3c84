/** Real MySQL and MariaDB servers for tests, and exact comparison of what is in them. */
@NullMarked
package dev.bellows.testkit.mysql;

import org.jspecify.annotations.NullMarked;
