/** Live applications: clients that write, remember what was acknowledged, and find out whether it is still there. */
@NullMarked
package dev.bellows.testkit.traffic;

import org.jspecify.annotations.NullMarked;
