package dev.bellows.postgres.grammar;

/** C's {@code longjmp} on its way up the Java stack to the {@code invoke_*} call that stands for {@code setjmp}. */
final class Longjmp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Longjmp() {
        super("longjmp", null, false, false); // control flow of each syntax error: no stack trace
    }
}
