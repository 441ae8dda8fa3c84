/** What every benchmark stands on: a server that keeps what it acknowledged, a table, and figures. */
@NullMarked
package dev.bellows.bench.ground;

import org.jspecify.annotations.NullMarked;
