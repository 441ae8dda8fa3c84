package dev.bellows.testkit.demo;

import java.time.Duration;

/**
 * How the demonstration ended.
 *
 * @param rows of the table
 * @param bellows what the applications felt while Bellows migrated
 * @param rollbackAfterContract how long the rollback after contract took
 * @param naive what they felt while the file was run as it is
 */
public record DemoResult(long rows, DemoFigures bellows, Duration rollbackAfterContract, DemoFigures naive) {}
