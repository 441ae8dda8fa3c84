/** One migration, every way it can go, with both versions of an application live all the time. */
@NullMarked
package dev.bellows.testkit.scenario;

import org.jspecify.annotations.NullMarked;
