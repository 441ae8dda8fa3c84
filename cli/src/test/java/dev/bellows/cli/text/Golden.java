package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are compared with files in src/test/golden; what came out instead is left in target/golden. */
public final class Golden {
    private static final Path EXPECTED = Path.of("src/test/golden");
    private static final Path ACTUAL = Path.of("target/golden");

    private Golden() {}

    public static void check(String name, String text) {
        try {
            Files.createDirectories(ACTUAL);
            Files.writeString(ACTUAL.resolve(name), text);
            var expected = EXPECTED.resolve(name);
            assertThat(expected)
                    .as("accept target/golden/%s by copying it", name)
                    .exists();
            assertThat(text).isEqualTo(Files.readString(expected));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
