package dev.bellows.postgres.grammar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Translates the places in a parse tree, which are offsets into the UTF-8 form of a text, to places in the Java string.
 *
 * <p>A line ends at LF, CR LF or a lone CR, as in PostgreSQL's lexer. Immutable.
 */
public final class ByteOffsets {
    private final String text;
    private final int[] indexes; // by byte offset; empty for pure ASCII, where both are the same
    private final int[] lineStarts;

    private ByteOffsets(String text, int[] indexes, int[] lineStarts) {
        this.text = text;
        this.indexes = indexes;
        this.lineStarts = lineStarts;
    }

    /** A place for people: line and column start at 1, the column counts code points. */
    public record Place(int line, int column) {
        public Place {
            if (line < 1 || column < 1) {
                throw new IllegalArgumentException("line " + line + ", column " + column);
            }
        }

        @Override
        public String toString() {
            return line + ":" + column;
        }
    }

    /** The offsets of {@code text}. An unpaired surrogate counts one byte, as Java encodes it. */
    public static ByteOffsets of(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return new ByteOffsets(text, bytes == text.length() ? new int[0] : indexes(text, bytes), lineStarts(text));
    }

    /**
     * The index into the string of the character that contains this byte; the end of the text for the offset behind its
     * last byte.
     */
    public int index(int byteOffset) {
        int end = indexes.length == 0 ? text.length() : indexes.length - 1;
        if (byteOffset < 0 || byteOffset > end) {
            throw new IndexOutOfBoundsException("byte offset " + byteOffset + " of " + end);
        }
        return indexes.length == 0 ? byteOffset : indexes[byteOffset];
    }

    /** The same for any number: one before the text is its beginning, one behind it its end. */
    public int at(long byteOffset) {
        return index(Math.clamp(byteOffset, 0, indexes.length == 0 ? text.length() : indexes.length - 1));
    }

    /** The part of the text between two byte offsets, the second exclusive. */
    public String slice(int fromByte, int toByte) {
        return text.substring(index(fromByte), index(toByte));
    }

    /** Line and column of a byte offset. */
    public Place place(int byteOffset) {
        return placeAt(index(byteOffset));
    }

    /** Line and column of an index into the string, such as {@link SyntaxError#position()} minus one. */
    public Place placeAt(int index) {
        if (index < 0 || index > text.length()) {
            throw new IndexOutOfBoundsException("index " + index + " of " + text.length());
        }
        int found = Arrays.binarySearch(lineStarts, index);
        int line = found >= 0 ? found : -found - 2;
        return new Place(line + 1, text.codePointCount(lineStarts[line], index) + 1);
    }

    private static int[] indexes(String text, int bytes) {
        int[] indexes = new int[bytes + 1];
        int offset = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            int width = utf8Width(codePoint);
            Arrays.fill(indexes, offset, offset + width, index);
            offset += width;
            index += Character.charCount(codePoint);
        }
        indexes[offset] = text.length();
        return indexes;
    }

    private static int utf8Width(int codePoint) {
        if (codePoint < 0x80 || Character.isSurrogate((char) codePoint) && Character.isBmpCodePoint(codePoint)) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return Character.isBmpCodePoint(codePoint) ? 3 : 4;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int lines = 1;
        for (int index = 0; index < text.length(); index++) {
            if (endsLine(text, index)) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = index + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }

    private static boolean endsLine(String text, int index) {
        char character = text.charAt(index);
        boolean insideCrLf = character == '\r' && index + 1 < text.length() && text.charAt(index + 1) == '\n';
        return character == '\n' || character == '\r' && !insideCrLf;
    }
}
