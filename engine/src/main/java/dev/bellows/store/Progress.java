package dev.bellows.store;

import java.util.List;
import java.util.Optional;

/**
 * How far a walk has come, written in the transaction of its chunk.
 *
 * @param watermark the last key (or page) that is done; empty at the beginning
 * @param storage the identity of the table's file for a walk by page
 * @param visited rows or pages behind the watermark
 * @param changed rows that were written (backfill) or that differ (verify)
 * @param total rows or pages that were expected at the beginning
 * @param finished whether the end was reached
 */
public record Progress(
        List<String> watermark, Optional<String> storage, long visited, long changed, long total, Extent finished) {
    public Progress {
        watermark = List.copyOf(watermark);
    }

    /** Whether the end was reached. */
    public enum Extent {
        UNFINISHED,
        FINISHED
    }
}
