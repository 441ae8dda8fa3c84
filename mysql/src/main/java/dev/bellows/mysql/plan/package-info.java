/** Plans on MySQL and MariaDB: pure, from what the catalogue says to the SQL of each step. */
@NullMarked
package dev.bellows.mysql.plan;

import org.jspecify.annotations.NullMarked;
