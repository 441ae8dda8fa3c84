package dev.bellows.postgres.grammar;

/**
 * PostgreSQL 18's own grammar.
 *
 * <p>Thread-safe: all callers share one parser, which answers one question at a time. The first question loads it
 * (about 0.3 s); it holds some 40 MiB from then on. Nothing here touches a server: names are not looked up.
 */
public final class PostgresGrammar {
    private static final PostgresGrammar SHARED = new PostgresGrammar(new ParserThread());

    private final ParserThread parser;

    private PostgresGrammar(ParserThread parser) {
        this.parser = parser;
    }

    /** The grammar of this process. Cheap: the parser is loaded by the first question. */
    public static PostgresGrammar load() {
        return SHARED;
    }

    /**
     * The server's raw parse tree of all statements in the text, as JSON: {@code {"version":180004,"stmts":[{"stmt":
     * {"AlterTableStmt":{…}},"stmt_location":0,"stmt_len":61}, …]}}.
     *
     * <p>A value that is zero or false is left out, also {@code stmt_location}; {@code stmt_len} is left out when the
     * statement runs to the end of the text. Each {@code location} and length counts UTF-8 bytes, see
     * {@link ByteOffsets}. Comments and empty statements leave no trace.
     *
     * @throws SyntaxError if the server's parser would refuse the text, or the text exceeds the parser's limits
     */
    public String parse(String sql) throws SyntaxError {
        return parser.ask(WasmParser::parse, sql);
    }

    /**
     * The tokens of the text, comments included, as JSON: {@code {"version":180004,"tokens":[{"start":0,"end":5,
     * "text":"ALTER","tokenType":320,"tokenName":"UNKNOWN","keywordKind":1,"keywordName":"UNRESERVED_KEYWORD"}, …]}}.
     *
     * <p>{@code start} and {@code end} (exclusive) count UTF-8 bytes, see {@link ByteOffsets}.
     *
     * @throws SyntaxError if the server's lexer would refuse the text
     */
    public String scan(String sql) throws SyntaxError {
        return parser.ask(WasmParser::scan, sql);
    }

    /**
     * The bodies of the PL/pgSQL functions, procedures and {@code DO} blocks in the text, as JSON:
     * {@code {"plpgsql_funcs":[…]}}.
     *
     * <p>Pass no function in another language: libpg_query does not look at the language, gives an empty body for a
     * string in SQL, and fails on {@code RETURN} or {@code BEGIN ATOMIC} (its {@code pg_query_parse_plpgsql.c:434}).
     *
     * @throws SyntaxError if SQL or a body is refused; an error inside a body has no position
     * @throws IllegalStateException if the text creates a function whose body is not a string
     */
    public String parsePlpgsql(String sql) throws SyntaxError {
        return parser.ask(WasmParser::parsePlpgsql, sql);
    }
}
