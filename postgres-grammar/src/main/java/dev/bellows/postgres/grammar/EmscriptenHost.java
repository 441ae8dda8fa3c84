package dev.bellows.postgres.grammar;

import java.util.Arrays;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TrapException;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;

/**
 * The functions that code compiled by Emscripten expects around it, as far as a parser needs them.
 *
 * <p>The names are single letters because the module is minified. Their meaning stands in the {@code wasmImports} table
 * of the package's {@code libpg-query.js}; it changes with each release of the package, so {@link #imports} refuses a
 * module with an unknown import.
 */
final class EmscriptenHost {
    private static final String SET_THREW = "P";
    private static final String STACK_RESTORE = "Q";
    private static final String STACK_GET_CURRENT = "R";
    private static final long[] NO_ARGUMENTS = {};
    private static final long[] ZERO = {0};
    private static final long[] NO_SYSTEM_CALL = {52}; // ENOSYS: the parser has no files

    private boolean memoryRefused;

    /**
     * True from the first time that the parser was refused memory. Its answers are worthless from then on: it tends to
     * go on with an empty tree or token list as if nothing had happened.
     */
    boolean memoryRefused() {
        return memoryRefused;
    }

    ImportValues imports(WasmModule module) {
        var imports = ImportValues.builder();
        var section = module.importSection();
        for (int position = 0; position < section.importCount(); position++) {
            var wanted = (FunctionImport) section.getImport(position);
            var type = module.typeSection().getType(wanted.typeIndex());
            imports.addFunction(new HostFunction(wanted.module(), wanted.name(), type, handle(wanted.name())));
        }
        return imports.build();
    }

    private WasmFunctionHandle handle(String name) {
        return switch (name) {
            case "a", "b", "d", "g", "k", "l", "n" -> EmscriptenHost::invokeForResult;
            case "e", "f", "h", "i", "j", "y" -> EmscriptenHost::invokeForNothing;
            case "p" -> EmscriptenHost::throwLongjmp;
            case "q" -> this::resizeHeap;
            case "t" -> EmscriptenHost::writeNowhere;
            case "r", "s", "u" -> (_, _) -> NO_SYSTEM_CALL; // fd_read, fd_seek, fd_close
            case "o" -> (_, _) -> ZERO; // setitimer
            case "w" -> (_, _) -> NO_ARGUMENTS; // keepalive_clear
            case "c" -> refuse("assert_fail");
            case "m" -> refuse("exit");
            case "v" -> refuse("proc_exit");
            case "x" -> refuse("abort");
            default -> throw new IllegalStateException("the wasm module wants an unknown import: " + name);
        };
    }

    /** {@code setjmp}: calls a function of the table and, if it longjmps, reports that through {@code setThrew}. */
    private static long[] invokeForResult(Instance instance, long... arguments) {
        long stack = instance.export(STACK_GET_CURRENT).apply()[0];
        try {
            int function = instance.table(0).ref((int) arguments[0]);
            return instance.getMachine().call(function, Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (Longjmp _) {
            instance.export(STACK_RESTORE).apply(stack);
            instance.export(SET_THREW).apply(1, 0);
            return ZERO;
        }
    }

    private static long[] invokeForNothing(Instance instance, long... arguments) {
        invokeForResult(instance, arguments);
        return NO_ARGUMENTS;
    }

    private static long[] throwLongjmp(Instance instance, long... arguments) {
        throw new Longjmp();
    }

    /** Grows by a fifth at least, as Emscripten does, or else as far as the limit allows. */
    private long[] resizeHeap(Instance instance, long... arguments) {
        Memory memory = instance.memory();
        int pages = memory.pages();
        int wanted = (int) Math.ceilDiv(arguments[0] & 0xFFFF_FFFFL, (long) Memory.PAGE_SIZE);
        int generous = Math.min(Math.max(wanted, pages + pages / 5), memory.maximumPages());
        boolean grown = generous >= wanted && memory.grow(generous - pages) >= 0;
        memoryRefused |= !grown;
        return new long[] {grown ? 1 : 0};
    }

    /** Pretends that everything was written: the parser writes only debugging output. */
    private static long[] writeNowhere(Instance instance, long... arguments) {
        Memory memory = instance.memory();
        int vectors = (int) arguments[1];
        int written = 0;
        for (int vector = 0; vector < arguments[2]; vector++) {
            written += memory.readInt(vectors + 8 * vector + 4);
        }
        memory.writeI32((int) arguments[3], written);
        return ZERO;
    }

    private static WasmFunctionHandle refuse(String name) {
        return (_, _) -> {
            throw new TrapException("the parser called " + name);
        };
    }
}
