/** Sessions, locks, faults, load and evidence of MySQL and MariaDB. */
@NullMarked
package dev.bellows.mysql.session;

import org.jspecify.annotations.NullMarked;
