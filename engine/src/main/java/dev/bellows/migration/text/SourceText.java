package dev.bellows.migration.text;

import dev.bellows.migration.SourcePosition;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Text that a grammar is asked about, and where its parts are in the file: a directive is not one piece of it. Immutable. */
public final class SourceText {
    private final String file;
    private final String text;
    private final int[] places; // char of text → char of file, and the end of the text

    private SourceText(String file, String text, int[] places) {
        this.file = file;
        this.text = text;
        this.places = places;
    }

    /** The whole file. */
    public static SourceText of(String file) {
        return new SourceText(
                file, file, IntStream.rangeClosed(0, file.length()).toArray());
    }

    /** Other text, each of whose chars (and its end) stands at a place of the same file. */
    public SourceText derived(String other, int[] otherPlaces) {
        if (otherPlaces.length != other.length() + 1) {
            throw new IllegalArgumentException("%d places for %d chars".formatted(otherPlaces.length, other.length()));
        }
        return new SourceText(file, other, otherPlaces);
    }

    /** A piece of this text between two others that are not in the file, such as {@code SELECT (} and {@code )}. */
    public SourceText wrapped(String before, int start, int end, String after) {
        var mapped = new int[before.length() + (end - start) + after.length() + 1];
        Arrays.fill(mapped, 0, before.length(), places[start]);
        System.arraycopy(places, start, mapped, before.length(), end - start);
        Arrays.fill(mapped, before.length() + end - start, mapped.length, places[end]);
        return derived(before + text.substring(start, end) + after, mapped);
    }

    /** All of it. */
    public String text() {
        return text;
    }

    /** A piece of it. */
    public String text(int from, int to) {
        return text.substring(from, to);
    }

    /** The place in the file, as an offset, of a char of this text. */
    public int place(int at) {
        return places[Math.clamp(at, 0, text.length())];
    }

    /** Line and column in the file of a char of this text. */
    public SourcePosition position(int at) {
        var place = place(at);
        var line = 1;
        var start = 0;
        for (var end = file.indexOf('\n'); end >= 0 && end < place; end = file.indexOf('\n', start)) {
            line++;
            start = end + 1;
        }
        return new SourcePosition(line, place - start + 1);
    }
}
