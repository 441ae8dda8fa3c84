package dev.bellows.postgres.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import run.endive.runtime.InterpreterMachine;
import run.endive.wasm.Parser;

class WasmParserTest {
    private static final Path WASM = Path.of("src/main/wasm/libpg-query.wasm");

    @Test
    void the_wasm_file_is_the_one_that_was_reviewed() throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(WASM));
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("378b64e6182f65c71ad5dbd2c31c81e9dfed7d2f2debfb4b51c0d0de8fa2ae36");
    }

    /** Endive's interpreter is tested against the WebAssembly specification; ours and the compiled code must agree. */
    @Test
    void answers_like_the_stock_interpreter_on_the_untouched_file() {
        var stock = WasmParser.start(Parser.parse(new File(WASM.toString())), InterpreterMachine::new);
        var ours = WasmParser.start();
        for (String sql : Corpus.valid()) {
            assertThat(answers(ours, sql)).isEqualTo(answers(stock, sql));
        }
        for (var broken : Corpus.broken()) {
            assertThat(answers(ours, broken.sql())).isEqualTo(answers(stock, broken.sql()));
        }
    }

    @Test
    void memory_does_not_grow_with_the_number_of_texts() throws SyntaxError {
        var parser = WasmParser.start();
        for (int round = 0; round < 25; round++) {
            for (String sql : Corpus.valid()) {
                parser.parse(sql);
                parser.scan(sql);
            }
            for (var broken : Corpus.broken()) {
                assertThat(answers(parser, broken.sql())).startsWith(broken.message());
            }
        }
        assertThat(parser.isSound(WasmParser.INITIAL_PAGES)).isTrue();
    }

    private static String answers(WasmParser parser, String sql) {
        try {
            String plpgsql = sql.contains("plpgsql") ? parser.parsePlpgsql(sql) : "";
            return parser.parse(sql) + parser.scan(sql) + plpgsql;
        } catch (SyntaxError e) {
            return e.message() + " at " + e.position();
        }
    }
}
