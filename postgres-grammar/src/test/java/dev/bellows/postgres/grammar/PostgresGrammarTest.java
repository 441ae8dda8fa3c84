package dev.bellows.postgres.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresGrammarTest {
    private final PostgresGrammar grammar = PostgresGrammar.load();

    @Test
    void parses_an_alter_table_to_the_servers_raw_tree() throws SyntaxError {
        assertThat(grammar.parse("ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer"))
                .startsWith("{\"version\":180004,\"stmts\":[{\"stmt\":{\"AlterTableStmt\":")
                .contains("\"subtype\":\"AT_AlterColumnType\"");
    }

    @Test
    void scans_tokens_with_byte_offsets() throws SyntaxError {
        assertThat(grammar.scan("'é' -- x")).contains("{\"start\":5,\"end\":9,\"text\":\"-- x\"");
    }
}
