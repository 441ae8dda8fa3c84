package dev.bellows.cli;

import dev.bellows.cli.text.ProgressText;
import dev.bellows.listen.RunUpdate;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Shows progress to people: one line that changes on a terminal, a line now and then elsewhere. */
final class ProgressLine implements Progress {
    /** Between two lines about the same step where there is no terminal. */
    private static final Duration QUIET = Duration.ofSeconds(10);
    /** Between two pictures of the line that changes: faster cannot be read. */
    private static final Duration FRAME = Duration.ofMillis(100);
    /** One less than the narrowest terminal in use: a line that wraps cannot be taken back. */
    private static final int WIDTH = 79;

    private static final String START_OVER = "\r\u001b[K";

    private final PrintStream err;
    private final Screen.Kind kind;
    private final LongSupplier nanos;
    private boolean open;
    private boolean shownBefore;
    private long shownAt;
    private boolean toldBefore;
    private long toldAt;

    ProgressLine(Screen screen, LongSupplier nanos) {
        this.err = screen.err();
        this.kind = screen.kind();
        this.nanos = nanos;
    }

    @Override
    public void heard(RunUpdate update) {
        switch (update) {
            case RunUpdate.StepBegan began -> always(began);
            case RunUpdate.StepEnded ended -> always(ended);
            case RunUpdate.StepFailed failed -> always(failed);
            case RunUpdate.WaitingForLock waiting -> inFull(waiting);
            case RunUpdate.ChunkDone chunk -> sometimes(chunk);
            case RunUpdate.Throttled throttled -> inFull(throttled);
            case RunUpdate.Reconnecting reconnecting -> always(reconnecting);
        }
    }

    @Override
    public void close() {
        if (open) {
            err.print(START_OVER);
            err.flush();
            open = false;
        }
    }

    private void always(RunUpdate update) {
        close();
        err.println(ProgressText.of(update));
        shownBefore = false;
        toldBefore = false;
    }

    /** Who is in the way must be read to its end: where it does not fit into the line that changes, it is a line. */
    private void inFull(RunUpdate update) {
        var text = ProgressText.of(update);
        if (kind == Screen.Kind.PIPE || text.length() <= WIDTH) {
            sometimes(update);
            return;
        }
        var now = nanos.getAsLong();
        if (!toldBefore || now - toldAt >= QUIET.toNanos()) {
            close();
            err.println(text);
            toldBefore = true;
            toldAt = now;
        }
    }

    private void sometimes(RunUpdate update) {
        var now = nanos.getAsLong();
        var rest = kind == Screen.Kind.TERMINAL ? FRAME : QUIET;
        if (shownBefore && now - shownAt < rest.toNanos()) {
            return;
        }
        shownBefore = true;
        shownAt = now;
        var text = ProgressText.of(update);
        switch (kind) {
            case TERMINAL -> {
                err.print(START_OVER + (text.length() > WIDTH ? text.substring(0, WIDTH) : text));
                err.flush();
                open = true;
            }
            case PIPE -> err.println(text);
        }
    }
}
