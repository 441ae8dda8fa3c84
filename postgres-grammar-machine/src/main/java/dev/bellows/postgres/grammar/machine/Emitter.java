package dev.bellows.postgres.grammar.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects flat code. Jumps forward are written with a hole, which is filled when their target is known. */
final class Emitter {
    private int[] code = new int[1 << 16];
    private int size;

    /** A place that jumps lead to. */
    static final class Label {
        private static final int UNKNOWN = -1;

        private int target = UNKNOWN;
        private final List<Integer> holes = new ArrayList<>();
    }

    void emit(int op, int... operands) {
        word(op);
        for (int operand : operands) {
            word(operand);
        }
    }

    /** Writes the target of a jump: the operand that follows what was written last. */
    void target(Label label) {
        if (label.target == Label.UNKNOWN) {
            label.holes.add(size);
        }
        word(label.target);
    }

    /** From here on the label means this place. */
    void bind(Label label) {
        label.target = size;
        for (int hole : label.holes) {
            code[hole] = size;
        }
    }

    int[] code() {
        return Arrays.copyOf(code, size);
    }

    void word(int word) {
        if (size == code.length) {
            code = Arrays.copyOf(code, size * 2);
        }
        code[size++] = word;
    }
}
