package dev.bellows.postgres.sql;

import dev.bellows.migration.SourcePosition;
import dev.bellows.postgres.grammar.ByteOffsets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Text that the grammar is asked about, and where its parts are in the file. The grammar counts UTF-8 bytes, Java
 * counts UTF-16 units, and a directive is not one piece of the file.
 */
final class Source {
    private final String file;
    private final String text;
    private final int[] places; // char of text → char of file, and the end of the text
    private final ByteOffsets offsets;
    private final int bytes;

    private Source(String file, String text, int[] places) {
        this.file = file;
        this.text = text;
        this.places = places;
        this.offsets = ByteOffsets.of(text);
        this.bytes = text.getBytes(StandardCharsets.UTF_8).length;
    }

    static Source of(String file) {
        return new Source(file, file, IntStream.rangeClosed(0, file.length()).toArray());
    }

    /** Other text, each of whose chars (and its end) stands at a place of the same file. */
    Source derived(String other, int[] otherPlaces) {
        if (otherPlaces.length != other.length() + 1) {
            throw new IllegalArgumentException("%d places for %d chars".formatted(otherPlaces.length, other.length()));
        }
        return new Source(file, other, otherPlaces);
    }

    /** A piece of this text between two others that are not in the file, such as {@code SELECT (} and {@code )}. */
    Source wrapped(String before, int start, int end, String after) {
        var mapped = new int[before.length() + (end - start) + after.length() + 1];
        Arrays.fill(mapped, 0, before.length(), places[start]);
        System.arraycopy(places, start, mapped, before.length(), end - start);
        Arrays.fill(mapped, before.length() + end - start, mapped.length, places[end]);
        return derived(before + text.substring(start, end) + after, mapped);
    }

    String text() {
        return text;
    }

    String text(int from, int to) {
        return text.substring(from, to);
    }

    /** The place in the file, as an offset, of a char of this text. */
    int place(int at) {
        return places[Math.clamp(at, 0, text.length())];
    }

    /** The char at a byte offset. */
    int at(long location) {
        return offsets.index(Math.clamp(location, 0, bytes));
    }

    /** How many bytes stand before a char. */
    int bytes(int at) {
        return text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    }

    /** Line and column in the file of a char of this text. */
    SourcePosition position(int at) {
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
