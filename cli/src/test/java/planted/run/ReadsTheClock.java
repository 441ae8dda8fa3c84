package planted.run;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Time that a test cannot move, by call and by reference. */
final class ReadsTheClock {
    final Supplier<Instant> reference = Instant::now;
    final LongSupplier millis = System::currentTimeMillis;
    final long nanos = System.nanoTime();
    final Clock clock = Clock.systemUTC();
    final InstantSource source = InstantSource.system();

    void waitForLuck() throws InterruptedException {
        Thread.sleep(1);
    }
}
