/** MySQL's and MariaDB's SQL text to operations and directives. Pure but for loading the grammars. */
@NullMarked
package dev.bellows.mysql.sql;

import org.jspecify.annotations.NullMarked;
