package dev.bellows.postgres.grammar.machine;

import dev.bellows.postgres.grammar.machine.FlatFunction.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The flat functions of a module, and the file that holds them: ints, big-endian. */
public final class FlatCode {
    private static final int FORMAT = 0x466C_6101; // "Fla", version 1
    private static final int HEADER = 6; // ints before the code of each function

    private final List<FlatFunction> functions;

    FlatCode(List<FlatFunction> functions) {
        this.functions = List.copyOf(functions);
    }

    List<FlatFunction> functions() {
        return functions;
    }

    /** Reads what {@link Prepare} wrote. */
    public static FlatCode read(InputStream in) throws IOException {
        var ints = ByteBuffer.wrap(in.readAllBytes()).asIntBuffer();
        if (ints.get() != FORMAT) {
            throw new IOException("not a file of flat code, or of another version");
        }
        var functions = new ArrayList<FlatFunction>();
        for (int left = ints.get(); left > 0; left--) {
            int index = ints.get();
            var signature = new Signature(ints.get(), ints.get());
            int locals = ints.get();
            int frame = ints.get();
            int[] code = new int[ints.get()];
            ints.get(code);
            functions.add(new FlatFunction(index, signature, locals, frame, code));
        }
        return new FlatCode(functions);
    }

    byte[] toBytes() {
        int size = 2;
        for (var function : functions) {
            size += HEADER + function.code.length;
        }
        var bytes = ByteBuffer.allocate(size * Integer.BYTES);
        var ints = bytes.asIntBuffer();
        ints.put(FORMAT).put(functions.size());
        for (var function : functions) {
            ints.put(function.index).put(function.parameters).put(function.results);
            ints.put(function.locals).put(function.frame);
            ints.put(function.code.length).put(function.code);
        }
        return bytes.array();
    }
}
