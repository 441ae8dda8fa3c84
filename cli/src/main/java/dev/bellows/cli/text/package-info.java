/** What people read: plans, problems, status and progress as text. Pure. */
@NullMarked
package dev.bellows.cli.text;

import org.jspecify.annotations.NullMarked;
