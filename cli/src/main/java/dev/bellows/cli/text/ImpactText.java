package dev.bellows.cli.text;

import dev.bellows.plan.Impact;

/** What traffic feels, in words. */
final class ImpactText {
    private ImpactText() {}

    static String of(Impact impact) {
        return blocking(impact) + work(impact.work());
    }

    private static String blocking(Impact impact) {
        return switch (impact.blocks()) {
            case NOTHING -> "blocks nothing";
            case WRITES -> "blocks writes " + lasting(impact.lasts());
            case READS_AND_WRITES -> "blocks reads and writes " + lasting(impact.lasts());
        };
    }

    private static String lasting(Impact.Lasts lasts) {
        return switch (lasts) {
            case BRIEFLY -> "for milliseconds";
            case PER_CHUNK -> "to the rows of one chunk at a time";
            case WHOLE_STEP -> "until the step ends";
        };
    }

    private static String work(Impact.Work work) {
        return switch (work) {
            case CATALOGUE -> "";
            case SCANS -> "; reads the table";
            case WRITES_ROWS -> "; writes rows";
            case REWRITES -> "; rewrites the table";
        };
    }
}
