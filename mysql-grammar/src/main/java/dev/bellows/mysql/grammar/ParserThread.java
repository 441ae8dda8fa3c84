package dev.bellows.mysql.grammar;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread with a deep stack: a deeply nested statement must not depend on how much stack its caller has left. */
final class ParserThread {
    /** What is not used is never committed. */
    private static final long STACK_BYTES = 256L << 20;

    private static final Duration IDLE = Duration.ofSeconds(10);

    static final ParserThread SHARED = new ParserThread(); // after what it is made of

    private final ExecutorService thread;

    private ParserThread() {
        var single = new ThreadPoolExecutor(
                1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ParserThread::create);
        single.allowCoreThreadTimeOut(true);
        this.thread = single;
    }

    /** Waits for the answer, through interrupts: it comes within milliseconds. The interrupt is kept for the caller. */
    <T> T run(Callable<T> work) {
        var answer = thread.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the grammar failed on a text, which is a bug of Bellows", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread create(Runnable work) {
        var thread = new Thread(null, work, "mysql-grammar", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }
}
