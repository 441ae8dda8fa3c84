package dev.bellows.postgres.grammar.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** The build step: takes the largest functions out of a wasm file, for {@link FlatMachine} to run. */
public final class Prepare {
    private Prepare() {}

    /**
     * Arguments: the wasm file, next to which {@code <file>.sha256} must stand; the numbers of the functions, separated
     * by commas; the wasm file to write, in which these functions are stubs; the file of flat code to write.
     */
    public static void main(String... arguments) throws IOException {
        Path wasm = Path.of(arguments[0]);
        List<Integer> numbers =
                Arrays.stream(arguments[1].split(",")).map(Integer::valueOf).toList();
        byte[] bytes = verified(wasm);
        var module = Parser.parse(bytes);
        write(Path.of(arguments[2]), Stubs.replace(bytes, imports(module), new TreeSet<>(numbers)));
        write(Path.of(arguments[3]), flatten(module, numbers).toBytes());
    }

    /** The flat code of some functions of a module. */
    static FlatCode flatten(WasmModule module, List<Integer> numbers) {
        var functions = new ArrayList<FlatFunction>();
        for (int number : numbers) {
            var body = module.codeSection().getFunctionBody(number - imports(module));
            functions.add(Translator.translate(new Signatures(module), number, body));
        }
        return new FlatCode(functions);
    }

    private static int imports(WasmModule module) {
        return module.importSection().importCount();
    }

    private static byte[] verified(Path wasm) throws IOException {
        byte[] bytes = Files.readAllBytes(wasm);
        String expected = Files.readString(Path.of(wasm + ".sha256")).split(" ", 2)[0];
        String actual = HexFormat.of().formatHex(sha256().digest(bytes));
        if (!actual.equals(expected)) {
            throw new IOException("%s has SHA-256 %s, expected %s".formatted(wasm, actual, expected));
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, bytes);
    }
}
