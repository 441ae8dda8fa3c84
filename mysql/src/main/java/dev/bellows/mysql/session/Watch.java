package dev.bellows.mysql.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The watch over one statement. Looking, killing and ending exclude each other: when it has ended, nothing that it sent is
 * still under way.
 */
final class Watch {
    /** A wait is seen when it has lasted for a fourth of its limit at most, and counted as if it had. */
    static final int LOOKS = 4;

    /** A KILL that came before the statement did nothing, so it is sent again. */
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final Watchdog watchdog;
    private final List<Future<?>> tasks = new ArrayList<>();
    private int looks;
    private boolean ended;
    private boolean killed;

    private Watch(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    static Watch begin(Watchdog watchdog, Limits limits, ScheduledExecutorService timer) {
        var watch = new Watch(watchdog);
        if (!limits.lockWait().isZero()) {
            // nothing short is looked at; what waits at the first look may have waited from the beginning
            var period = limits.lockWait().dividedBy(LOOKS);
            watch.looks = 1;
            watch.tasks.add(timer.scheduleAtFixedRate(
                    watch::look, 2 * period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS));
        }
        if (!limits.run().isZero()) {
            watch.tasks.add(timer.scheduleAtFixedRate(
                    watch::kill, limits.run().toNanos(), AGAIN.toNanos(), TimeUnit.NANOSECONDS));
        }
        return watch;
    }

    private synchronized void look() {
        if (ended) {
            return;
        }
        looks = watchdog.waits() ? looks + 1 : 0;
        if (looks >= LOOKS) {
            kill();
        }
    }

    private synchronized void kill() {
        if (!ended) {
            killed = true;
            watchdog.kill();
        }
    }

    /** The statement is over; whether a KILL was sent, which may have come too late for it. */
    boolean end() {
        tasks.forEach(task -> task.cancel(false));
        synchronized (this) {
            ended = true;
            return killed;
        }
    }
}
