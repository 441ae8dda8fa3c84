package dev.bellows.mysql.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/** A piece of code in capital letters, as the grammars want it, that remembers where each character was written. */
final class CodeStream implements CharStream {
    private final char[] letters;
    private final int[] origins;
    private int size;
    private int index;

    /** Takes a piece of the masked text. Two dashes in a row are two operators: a blank keeps the lexer from a comment. */
    CodeStream(String code, int start, int end) {
        this.letters = new char[2 * (end - start)];
        this.origins = new int[2 * (end - start) + 1];
        for (int at = start; at < end; at++) {
            if (code.charAt(at) == '-' && at > start && code.charAt(at - 1) == '-') {
                append(' ', at);
            }
            append(upper(code.charAt(at)), at);
        }
        origins[size] = end;
    }

    private void append(char letter, int origin) {
        letters[size] = letter;
        origins[size] = origin;
        size++;
    }

    /** Where in the text the character at this index of the stream was written; the end of the piece for its end. */
    int origin(int at) {
        return origins[at];
    }

    @Override
    public void consume() {
        if (index == size) {
            throw new IllegalStateException("cannot consume the end");
        }
        index++;
    }

    @Override
    public int LA(int offset) {
        int at = offset < 0 ? index + offset : index + offset - 1;
        return offset == 0 || at < 0 || at >= size ? IntStream.EOF : letters[at];
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return index;
    }

    @Override
    public void seek(int at) {
        index = at;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String getText(Interval interval) {
        int start = Math.min(interval.a, size);
        return new String(letters, start, Math.max(Math.min(interval.b + 1, size) - start, 0));
    }

    @Override
    public String getSourceName() {
        return "statement";
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }
}
