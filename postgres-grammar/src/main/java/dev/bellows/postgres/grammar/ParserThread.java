package dev.bellows.postgres.grammar;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Confines a {@link WasmParser} to one thread, and replaces it when a text has broken or bloated it.
 *
 * <p>A thread of our own rather than a lock, for its stack: a deeply nested statement recurses deeply, and must not
 * depend on how much stack its caller has left. It also keeps interrupts of the caller out of the wasm code, which
 * would stop in the middle. The hand-over costs some 20 µs.
 */
final class ParserThread {
    /** A chain of 100,000 additions needs about 100 MiB; what is not used is never committed. */
    private static final long STACK_BYTES = 256L << 20;

    private static final Duration IDLE = Duration.ofSeconds(10);

    /** 64 MiB. A larger memory, left by a huge text, is given back. */
    private static final int KEPT_PAGES = 1024;

    private final ExecutorService thread;
    private @Nullable WasmParser parser;

    ParserThread() {
        var single = new ThreadPoolExecutor(
                1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ParserThread::create);
        single.allowCoreThreadTimeOut(true);
        this.thread = single;
    }

    /** Something to ask the parser about a text. */
    interface Question {
        String answer(WasmParser parser, String sql) throws SyntaxError;
    }

    /** Waits for the answer, through interrupts: it comes within milliseconds. The interrupt is kept for the caller. */
    String ask(Question question, String sql) throws SyntaxError {
        Future<String> answer = thread.submit(() -> answer(question, sql));
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
            if (e.getCause() instanceof SyntaxError refusal) {
                throw refusal;
            }
            throw new IllegalStateException(
                    "PostgreSQL's parser failed on a text of %d characters; a fresh one serves the next"
                            .formatted(sql.length()),
                    e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String answer(Question question, String sql) throws SyntaxError {
        WasmParser current = parser == null ? WasmParser.start() : parser;
        parser = null; // until it has answered
        try {
            String answer = question.answer(current, sql);
            keep(current);
            return answer;
        } catch (SyntaxError refusal) {
            keep(current);
            throw refusal;
        } catch (StackOverflowError _) {
            throw new SyntaxError("stack depth limit exceeded", 0); // the server's words for it
        }
    }

    private void keep(WasmParser used) {
        parser = used.isSound(KEPT_PAGES) ? used : null;
    }

    private static Thread create(Runnable work) {
        var thread = new Thread(null, work, "postgres-grammar", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }
}
