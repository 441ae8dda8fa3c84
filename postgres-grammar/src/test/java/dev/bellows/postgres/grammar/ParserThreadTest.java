package dev.bellows.postgres.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import run.endive.runtime.TrapException;

class ParserThreadTest {
    private final ParserThread thread = new ParserThread();

    @Test
    void keeps_the_parser_after_an_answer_and_after_a_refusal() throws SyntaxError {
        String first = thread.ask((parser, _) -> identity(parser), "");
        assertThatThrownBy(() -> thread.ask(WasmParser::parse, "SELEC")).isInstanceOf(SyntaxError.class);
        assertThat(thread.ask((parser, _) -> identity(parser), "")).isEqualTo(first);
    }

    @Test
    void replaces_the_parser_after_a_trap() throws SyntaxError {
        String first = thread.ask((parser, _) -> identity(parser), "");
        assertThatIllegalStateException()
                .isThrownBy(() -> thread.ask(ParserThreadTest::trap, "SELECT 1"))
                .withMessageContaining("text of 8 characters")
                .withCauseInstanceOf(TrapException.class);
        assertThat(thread.ask((parser, _) -> identity(parser), "")).isNotEqualTo(first);
        assertThat(thread.ask(WasmParser::parse, "SELECT 1")).contains("SelectStmt");
    }

    @Test
    void replaces_the_parser_after_a_stack_overflow() throws SyntaxError {
        String first = thread.ask((parser, _) -> identity(parser), "");
        assertThatThrownBy(() -> thread.ask((_, sql) -> "" + endless(sql.length()), "SELECT 1"))
                .isInstanceOf(SyntaxError.class)
                .hasMessage("stack depth limit exceeded");
        assertThat(thread.ask((parser, _) -> identity(parser), "")).isNotEqualTo(first);
    }

    @Test
    void gives_back_the_memory_that_a_large_text_took() throws SyntaxError {
        String first = thread.ask((parser, _) -> identity(parser), "");
        thread.ask(WasmParser::parse, "SELECT '" + "x".repeat(8 << 20) + "'");
        assertThat(thread.ask((parser, _) -> identity(parser), "")).isNotEqualTo(first);
    }

    private static String identity(WasmParser parser) {
        return Integer.toHexString(System.identityHashCode(parser));
    }

    private static String trap(WasmParser parser, String sql) {
        throw new TrapException("unreachable");
    }

    private static int endless(int depth) {
        return depth == 0 ? 0 : endless(depth + 1) + 1;
    }
}
