/** Cases for MySQL and MariaDB, and the servers that they are tried on. */
@NullMarked
package dev.bellows.testkit.scenario.mysql;

import org.jspecify.annotations.NullMarked;
