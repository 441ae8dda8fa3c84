package dev.bellows.postgres.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteOffsetsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "é", "aé😀€b", "😀😀", "\uFEFFx", "lone \uD83D surrogate", "\uDE00"})
    void each_character_starts_where_its_bytes_start(String text) {
        var offsets = ByteOffsets.of(text);
        for (int index = 0; index <= text.length(); index = text.offsetByCodePoints(index, 1)) {
            int bytes = text.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
            assertThat(offsets.index(bytes)).isEqualTo(index);
            if (index == text.length()) {
                return;
            }
        }
    }

    @Test
    void a_byte_inside_a_character_means_the_character() {
        var offsets = ByteOffsets.of("é😀");
        assertThat(new int[] {offsets.index(1), offsets.index(3), offsets.index(5), offsets.index(6)})
                .containsExactly(0, 1, 1, 3);
    }

    @Test
    void any_number_is_a_place() {
        var offsets = ByteOffsets.of("é😀x");
        assertThat(new int[] {offsets.at(-1), offsets.at(2), offsets.at(7), offsets.at(8), offsets.at(1L << 40)})
                .containsExactly(0, 1, 4, 4, 4);
        assertThat(ByteOffsets.of("ab").at(7)).isEqualTo(2);
    }

    @Test
    void slices_by_bytes() {
        assertThat(ByteOffsets.of("'é😀' + 1").slice(0, 8)).isEqualTo("'é😀'");
        assertThat(ByteOffsets.of("a + 1").slice(4, 5)).isEqualTo("1");
    }

    @Test
    void counts_lines_for_each_kind_of_line_end() {
        var offsets = ByteOffsets.of("a\nb\r\nc\rd\n\n");
        assertThat(offsets.place(0)).hasToString("1:1");
        assertThat(offsets.place(1)).hasToString("1:2");
        assertThat(offsets.place(2)).hasToString("2:1");
        assertThat(offsets.place(4)).hasToString("2:3"); // between CR and LF
        assertThat(offsets.place(5)).hasToString("3:1");
        assertThat(offsets.place(7)).hasToString("4:1");
        assertThat(offsets.place(9)).hasToString("5:1");
        assertThat(offsets.place(10)).hasToString("6:1");
    }

    @Test
    void counts_columns_in_code_points() {
        var offsets = ByteOffsets.of("x\r\n😀é€ y");
        assertThat(offsets.place(13)).hasToString("2:5");
        assertThat(offsets.placeAt(8)).hasToString("2:5");
    }

    @Test
    void refuses_offsets_outside_the_text() {
        var offsets = ByteOffsets.of("é");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> offsets.index(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> offsets.index(-1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> offsets.placeAt(2));
    }

    @Test
    void translates_what_the_parser_says() throws SyntaxError {
        String sql = "SELECT 'é😀',\r\n  wrong";
        String tree = PostgresGrammar.load().parse(sql);
        assertThat(tree).contains("\"location\":20");
        assertThat(ByteOffsets.of(sql).place(20)).hasToString("2:3");
    }
}
