package dev.bellows.postgres.grammar.machine;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/** Rewrites a wasm file so that some functions only trap. All else stays, byte for byte. */
final class Stubs {
    private static final int PREAMBLE = 8; // magic number and version
    private static final int CODE_SECTION = 10;
    private static final byte[] TRAPPING_BODY = {3, 0, 0, 0x0B}; // 3 bytes: no locals, unreachable, end

    private final byte[] wasm;
    private int at;

    private Stubs(byte[] wasm) {
        this.wasm = wasm;
    }

    /** {@code functions} are numbers in the module, counted from {@code imports}, the first of its own. */
    static byte[] replace(byte[] wasm, int imports, Set<Integer> functions) {
        return new Stubs(wasm).rewrite(imports, functions);
    }

    private byte[] rewrite(int imports, Set<Integer> functions) {
        var out = new ByteArrayOutputStream(wasm.length);
        at = PREAMBLE;
        out.write(wasm, 0, at);
        while (at < wasm.length) {
            int start = at;
            int section = wasm[at++];
            int size = unsigned();
            if (section == CODE_SECTION) {
                byte[] code = bodies(imports, functions);
                out.write(section);
                write(out, code.length);
                out.writeBytes(code);
            } else {
                at += size;
                out.write(wasm, start, at - start);
            }
        }
        return out.toByteArray();
    }

    private byte[] bodies(int imports, Set<Integer> functions) {
        var out = new ByteArrayOutputStream();
        int count = unsigned();
        write(out, count);
        for (int function = imports; function < imports + count; function++) {
            int start = at;
            int size = unsigned();
            at += size;
            if (functions.contains(function)) {
                out.writeBytes(TRAPPING_BODY);
            } else {
                out.write(wasm, start, at - start);
            }
        }
        return out.toByteArray();
    }

    /** LEB128. */
    private int unsigned() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = wasm[at++];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static void write(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left > 0x7F) {
            out.write(left & 0x7F | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
