package dev.bellows.postgres.grammar.machine;

import static dev.bellows.postgres.grammar.machine.Arithmetic.bit;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.Memory;
import run.endive.runtime.TrapException;

/** Runs flat functions itself and hands all others to the compiled machine. For one thread at a time. */
public final class FlatMachine implements Machine {
    private static final long[] NOTHING = {};

    private final Instance instance;
    private final Machine compiled;
    private final @Nullable FlatFunction[] functions;

    private FlatMachine(Instance instance, Machine compiled, @Nullable FlatFunction[] functions) {
        this.instance = instance;
        this.compiled = compiled;
        this.functions = functions;
    }

    /** What Endive's instance builder wants: gives each instance its machine. */
    public static Function<Instance, Machine> factory(FlatCode code, Function<Instance, Machine> compiled) {
        int last = code.functions().stream().mapToInt(function -> function.index).max().orElse(-1);
        @Nullable FlatFunction[] functions = new FlatFunction[last + 1];
        for (var function : code.functions()) {
            functions[function.index] = function;
        }
        return instance -> new FlatMachine(instance, compiled.apply(instance), functions);
    }

    @Override
    public long[] call(int index, long[] arguments) {
        FlatFunction function = index < functions.length ? functions[index] : null;
        return function == null ? compiled.call(index, arguments) : run(function, arguments);
    }

    /** The loop. Instructions that are frequent in the grammar are done here, the others by groups in {@link #rest}. */
    private long[] run(FlatFunction function, long[] arguments) {
        int[] code = function.code;
        long[] frame = Arrays.copyOf(arguments, function.frame);
        Memory memory = instance.memory();
        int top = function.locals;
        int at = 0;
        while (true) {
            int op = code[at++];
            switch (op) {
                case Op.JUMP -> at = code[at];
                case Op.JUMP_IF -> at = (int) frame[--top] != 0 ? code[at] : at + 1;
                case Op.JUMP_UNLESS -> at = (int) frame[--top] == 0 ? code[at] : at + 1;
                case Op.JUMP_CUTTING -> {
                    frame[code[at + 1]] = frame[top - 1]; // a value to keep, or rubbish in a free slot
                    top = code[at + 1] + code[at + 2];
                    at = code[at];
                }
                case Op.JUMP_TABLE -> at = tableTarget(code, at, (int) frame[--top]);
                case Op.RETURN -> {
                    return function.results == 0 ? NOTHING : new long[] {frame[top - 1]};
                }
                case Op.CALL, Op.CALL_INDIRECT -> {
                    int target = op == Op.CALL ? code[at] : indirect((int) frame[--top], code[at]);
                    top -= code[at + 1];
                    long[] results = call(target, Arrays.copyOfRange(frame, top, top + code[at + 1]));
                    if (code[at + 2] != 0) {
                        frame[top++] = results[0];
                    }
                    at += 3;
                }
                case Op.LOCAL_GET -> frame[top++] = frame[code[at++]];
                case Op.LOCAL_SET -> frame[code[at++]] = frame[--top];
                case Op.LOCAL_TEE -> frame[code[at++]] = frame[top - 1];
                case Op.CONSTANT -> frame[top++] = code[at++];
                case Op.I32_LOAD -> frame[top - 1] = memory.readInt(address(frame[top - 1], code[at++]));
                case Op.I32_STORE -> memory.writeI32(address(frame[top -= 2], code[at++]), (int) frame[top + 1]);
                case Op.I32_ADD -> frame[--top - 1] = (int) frame[top - 1] + (int) frame[top];
                case Op.I32_EQ -> frame[--top - 1] = bit((int) frame[top - 1] == (int) frame[top]);
                case Op.I32_EQZ -> frame[top - 1] = bit((int) frame[top - 1] == 0);
                default -> {
                    top = rest(code, at, frame, top);
                    at += operands(op);
                }
            }
        }
    }

    /** Does the instruction before {@code at} and gives the new top of the stack. */
    private int rest(int[] code, int at, long[] frame, int top) {
        int op = code[at - 1];
        return switch (op) {
            case Op.I32_NE, Op.I32_LT_S, Op.I32_LT_U, Op.I32_GT_S, Op.I32_GT_U -> compare(op, frame, top);
            case Op.I32_LE_S, Op.I32_LE_U, Op.I32_GE_S, Op.I32_GE_U -> compare(op, frame, top);
            case Op.I32_SUB, Op.I32_MUL, Op.I32_AND, Op.I32_OR, Op.I32_XOR -> narrow(op, frame, top);
            case Op.I32_SHL, Op.I32_SHR_S, Op.I32_SHR_U -> narrow(op, frame, top);
            case Op.I32_LOAD8_U, Op.I32_LOAD8_S, Op.I32_LOAD16_U, Op.I32_LOAD16_S -> load(op, code[at], frame, top);
            case Op.I64_LOAD, Op.F64_LOAD -> load(op, code[at], frame, top);
            case Op.I32_STORE8, Op.I32_STORE16, Op.I64_STORE, Op.F64_STORE -> store(op, code[at], frame, top);
            default -> rare(code, at, frame, top);
        };
    }

    private int rare(int[] code, int at, long[] frame, int top) {
        int op = code[at - 1];
        switch (op) {
            case Op.GLOBAL_GET -> frame[top++] = instance.global(code[at]).getValue();
            case Op.GLOBAL_SET -> instance.global(code[at]).setValue(frame[--top]);
            case Op.WIDE_CONSTANT -> frame[top++] = (long) code[at] << Integer.SIZE | Integer.toUnsignedLong(code[at + 1]);
            case Op.DROP -> top--;
            case Op.SELECT -> {
                top -= 2;
                frame[top - 1] = (int) frame[top + 1] != 0 ? frame[top - 1] : frame[top];
            }
            case Op.MEMORY_COPY -> {
                top -= 3;
                instance.memory().copy((int) frame[top], (int) frame[top + 1], (int) frame[top + 2]);
            }
            case Op.UNREACHABLE -> throw new TrapException("unreachable");
            default -> top = compute(op, frame, top);
        }
        return top;
    }

    private static int compute(int op, long[] frame, int top) {
        if (Arithmetic.isUnary(op)) {
            frame[top - 1] = Arithmetic.unary(op, frame[top - 1]);
            return top;
        }
        frame[top - 2] = Arithmetic.wide(op, frame[top - 2], frame[top - 1]);
        return top - 1;
    }

    private static int compare(int op, long[] frame, int top) {
        frame[top - 2] = bit(Arithmetic.compare(op, (int) frame[top - 2], (int) frame[top - 1]));
        return top - 1;
    }

    private static int narrow(int op, long[] frame, int top) {
        frame[top - 2] = Arithmetic.narrow(op, (int) frame[top - 2], (int) frame[top - 1]);
        return top - 1;
    }

    private int load(int op, int offset, long[] frame, int top) {
        Memory memory = instance.memory();
        int address = address(frame[top - 1], offset);
        frame[top - 1] = switch (op) {
            case Op.I32_LOAD8_S -> memory.read(address);
            case Op.I32_LOAD8_U -> Byte.toUnsignedInt(memory.read(address));
            case Op.I32_LOAD16_S -> memory.readShort(address);
            case Op.I32_LOAD16_U -> Short.toUnsignedInt(memory.readShort(address));
            default -> memory.readLong(address); // of i64 and f64
        };
        return top;
    }

    private int store(int op, int offset, long[] frame, int top) {
        Memory memory = instance.memory();
        int address = address(frame[top - 2], offset);
        long value = frame[top - 1];
        switch (op) {
            case Op.I32_STORE8 -> memory.writeByte(address, (byte) value);
            case Op.I32_STORE16 -> memory.writeShort(address, (short) value);
            default -> memory.writeLong(address, value); // of i64 and f64
        }
        return top - 2;
    }

    /** Without this check a base near 4 GiB plus an offset would wrap around to a valid address. */
    private static int address(long base, int offset) {
        if ((int) base < 0) {
            throw new TrapException("out of bounds memory access");
        }
        return (int) base + offset; // beyond 2 GiB it is negative and the memory refuses it
    }

    private static int tableTarget(int[] code, int at, int choice) {
        int last = code[at] - 1;
        return code[at + 1 + (Integer.compareUnsigned(choice, last) < 0 ? choice : last)];
    }

    private int indirect(int element, int type) {
        int function = instance.table(0).requiredRef(element);
        int actual = instance.functionType(function);
        if (actual != type && !instance.type(actual).equals(instance.type(type))) {
            throw new TrapException("indirect call type mismatch");
        }
        return function;
    }

    /** How many operands follow the instructions that {@link #rest} does. */
    private static int operands(int op) {
        return switch (op) {
            case Op.WIDE_CONSTANT -> 2;
            case Op.GLOBAL_GET, Op.GLOBAL_SET -> 1;
            default -> op >= Op.I32_LOAD && op <= Op.I32_STORE16 ? 1 : 0;
        };
    }
}
