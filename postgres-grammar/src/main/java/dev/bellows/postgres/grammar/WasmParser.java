package dev.bellows.postgres.grammar;

import static java.util.Objects.requireNonNull;

import dev.bellows.postgres.grammar.machine.FlatCode;
import dev.bellows.postgres.grammar.machine.FlatMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.Memory;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.MemoryLimits;

/**
 * One instance of libpg_query with its memory: texts go in and come out as C strings.
 *
 * <p>For one thread at a time. After any exception but {@link SyntaxError} its state is unknown and it must be dropped.
 */
final class WasmParser {
    static final int INITIAL_PAGES = 640;

    /** The module asks for 128 MiB at once; its stack and data need 632 pages, the heap takes the rest when used. */
    private static final MemoryLimits MEMORY = new MemoryLimits(INITIAL_PAGES, 2048);

    private static final String CONSTRUCTORS = "A";
    private static final String MALLOC = "C";
    private static final String FREE = "E";
    private static final String PARSE_QUERY_RAW = "F";
    private static final String FREE_PARSE_RESULT = "G";
    private static final String PARSE_PLPGSQL = "H";
    private static final String SCAN = "M";
    private static final String FREE_STRING = "N";

    // struct PgQueryParseResult { char *parse_tree; char *stderr_buffer; PgQueryError *error; }
    private static final int RESULT_ERROR = 8;
    // struct PgQueryError { char *message; char *funcname; char *filename; int lineno; int cursorpos; char *context; }
    private static final int ERROR_CURSOR = 16;

    private static final String OUT_OF_MEMORY = "out of memory"; // the server's words

    private final Instance instance;
    private final EmscriptenHost host;
    private final Memory memory;
    private final ExportFunction malloc;
    private final ExportFunction free;

    /** The functions that are too large for JVM bytecode, read once for all instances. */
    private static final class Oversized {
        static final FlatCode CODE = read();

        private static FlatCode read() {
            try (var in = WasmParser.class.getResourceAsStream("oversized.flat")) {
                return FlatCode.read(requireNonNull(in, "oversized.flat is missing: the build step Prepare writes it"));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read oversized.flat from the jar", e);
            }
        }
    }

    private WasmParser(Instance instance, EmscriptenHost host) {
        this.instance = instance;
        this.host = host;
        this.memory = instance.memory();
        this.malloc = instance.export(MALLOC);
        this.free = instance.export(FREE);
    }

    static WasmParser start() {
        return start(LibPgQuery.load(), FlatMachine.factory(Oversized.CODE, LibPgQuery::create));
    }

    static WasmParser start(WasmModule module, Function<Instance, Machine> machine) {
        var host = new EmscriptenHost();
        var instance = Instance.builder(module)
                .withImportValues(host.imports(module))
                .withMachineFactory(machine)
                .withMemoryLimits(MEMORY)
                .withMemoryFactory(ByteArrayMemory::new)
                .build();
        instance.export(CONSTRUCTORS).apply();
        return new WasmParser(instance, host);
    }

    /** The raw parse tree as JSON. */
    String parse(String sql) throws SyntaxError {
        return within(() -> tree(sql));
    }

    /** The tokens as JSON. */
    String scan(String sql) throws SyntaxError {
        return within(() -> jsonOf(SCAN, sql));
    }

    /** The bodies of all PL/pgSQL functions in the text as JSON. */
    String parsePlpgsql(String sql) throws SyntaxError {
        return within(() -> jsonOf(PARSE_PLPGSQL, sql));
    }

    /** Whether this instance is worth keeping: it has not run out of memory and has at most so many pages. */
    boolean isSound(int mostPages) {
        return !host.memoryRefused() && memory.pages() <= mostPages;
    }

    private interface Call {
        String answer() throws SyntaxError;
    }

    /** Makes any kind of end after a lack of memory one and the same error. */
    private String within(Call call) throws SyntaxError {
        try {
            String answer = call.answer();
            if (!host.memoryRefused()) {
                return answer;
            }
        } catch (SyntaxError | WasmEngineException e) {
            if (!host.memoryRefused()) {
                throw e;
            }
        }
        throw new SyntaxError(OUT_OF_MEMORY, 0);
    }

    private String tree(String sql) throws SyntaxError {
        int text = place(sql);
        int result = (int) instance.export(PARSE_QUERY_RAW).apply(text)[0];
        int error = memory.readInt(result + RESULT_ERROR);
        String answer = string(memory.readInt(error == 0 ? result : error));
        int cursor = error == 0 ? 0 : memory.readInt(error + ERROR_CURSOR);
        instance.export(FREE_PARSE_RESULT).apply(result);
        free.apply(text);
        if (error != 0) {
            throw new SyntaxError(answer, utf16Position(sql, cursor));
        }
        return answer;
    }

    /** Calls a function that answers with JSON, or with the bare message if it fails. */
    private String jsonOf(String function, String sql) throws SyntaxError {
        int text = place(sql.isEmpty() ? " " : sql); // the wrapper refuses an empty text, PostgreSQL does not
        int result = (int) instance.export(function).apply(text)[0];
        String answer = string(result);
        instance.export(FREE_STRING).apply(result);
        free.apply(text);
        if (!answer.startsWith("{")) {
            throw new SyntaxError(answer, positionOf(answer, sql));
        }
        return answer;
    }

    /** The wrapper loses the position of these errors. The parser proper mostly meets the same one and knows it. */
    private int positionOf(String message, String sql) {
        try {
            tree(sql);
            return 0;
        } catch (SyntaxError same) {
            return same.message().equals(message) ? same.position() : 0;
        }
    }

    private int place(String sql) throws SyntaxError {
        ByteBuffer bytes = utf8(sql);
        int size = bytes.remaining();
        int address = (int) malloc.apply(size + 1)[0];
        if (address == 0) {
            throw new SyntaxError(OUT_OF_MEMORY, 0);
        }
        memory.write(address, bytes.array(), bytes.arrayOffset(), size);
        memory.writeByte(address + size, (byte) 0);
        return address;
    }

    /** Refuses, in the server's words, what cannot be in a database text and would end or change a C string. */
    private static ByteBuffer utf8(String sql) throws SyntaxError {
        int zero = sql.indexOf('\0');
        if (zero >= 0) {
            throw new SyntaxError("invalid byte sequence for encoding \"UTF8\": 0x00", zero + 1);
        }
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(sql));
        } catch (CharacterCodingException _) {
            throw new SyntaxError("invalid character for encoding \"UTF8\": unpaired surrogate", unpaired(sql) + 1);
        }
    }

    private static int unpaired(String sql) {
        int index = 0;
        while (!Character.isBmpCodePoint(sql.codePointAt(index)) || !Character.isSurrogate(sql.charAt(index))) {
            index += Character.charCount(sql.codePointAt(index));
        }
        return index;
    }

    private static int utf16Position(String sql, int codePoints) {
        return codePoints <= 0 ? 0 : sql.offsetByCodePoints(0, codePoints - 1) + 1;
    }

    private String string(int address) {
        return memory.readCString(address, StandardCharsets.UTF_8);
    }
}
