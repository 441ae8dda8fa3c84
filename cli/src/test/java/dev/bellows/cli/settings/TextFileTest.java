package dev.bellows.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextFileTest {
    @TempDir
    Path folder;

    @Test
    void utf_8_is_read_as_it_is() throws Exception {
        var text = "é 😀\r\nzwei";
        assertThat(TextFile.read(file(text.getBytes(StandardCharsets.UTF_8)), "x"))
                .isEqualTo(text);
        assertThat(TextFile.read(file(new byte[0]), "x")).isEmpty();
    }

    @Test
    void the_place_of_another_encoding_is_told() throws IOException {
        var latin = file("eins\n  caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        var refusal = catchThrowableOfType(Refusal.class, () -> TextFile.read(latin, "V1__x.sql"));

        assertThat(refusal).hasMessage("V1__x.sql:2:6: the byte 0xE9 is not UTF-8");
    }

    @Test
    void a_character_that_ends_with_the_file_is_no_text() throws IOException {
        var cut = file(new byte[] {'a', (byte) 0xC3});

        var refusal = catchThrowableOfType(Refusal.class, () -> TextFile.read(cut, "x"));

        assertThat(refusal).hasMessage("x:1:2: the byte 0xC3 is not UTF-8");
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x"), bytes);
    }
}
