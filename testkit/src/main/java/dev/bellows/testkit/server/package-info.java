/** What starting a server of any kind needs: folders made once, programs run to their end, a guard over the JVM's exit. */
@NullMarked
package dev.bellows.testkit.server;

import org.jspecify.annotations.NullMarked;
