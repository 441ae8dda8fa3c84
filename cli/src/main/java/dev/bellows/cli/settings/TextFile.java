package dev.bellows.cli.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a person wrote. */
public final class TextFile {
    private TextFile() {}

    /**
     * The text, which must be UTF-8.
     *
     * @param shown the file as messages name it
     */
    public static String read(Path file, String shown) throws Refusal {
        try {
            return decoded(Files.readAllBytes(file), shown);
        } catch (AccessDeniedException e) {
            throw new Refusal(shown + " cannot be read: permission denied", "make it readable");
        } catch (IOException e) {
            throw new Refusal("%s cannot be read: %s".formatted(shown, e.getMessage()), "make it readable");
        }
    }

    private static String decoded(byte[] bytes, String shown) throws Refusal {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        if (!StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
            return out.flip().toString();
        }
        var before = out.flip().toString();
        var line = before.chars().filter(c -> c == '\n').count() + 1;
        var column = before.length() - before.lastIndexOf('\n');
        throw new Refusal(
                "%s:%d:%d: the byte 0x%02X is not UTF-8".formatted(shown, line, column, in.get(in.position())),
                "save it as UTF-8");
    }
}
