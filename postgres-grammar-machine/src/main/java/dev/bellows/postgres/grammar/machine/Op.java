package dev.bellows.postgres.grammar.machine;

/**
 * The instructions of flat code. Each is one int, followed by its operands.
 *
 * <p>Those below {@link #I32_LOAD} are ours. All others have the number and meaning of the WebAssembly specification;
 * loads and stores are followed by their offset. Only what our three functions use is here: the build fails on others.
 */
final class Op {
    /** Operand: the index in the code to go on at. */
    static final int JUMP = 0;

    /** Like {@link #JUMP}, but only if the value on top of the stack, which is removed, is not zero. */
    static final int JUMP_IF = 1;

    /** Like {@link #JUMP}, but only if the value on top of the stack, which is removed, is zero. */
    static final int JUMP_UNLESS = 2;

    /** Operands: target, the height to cut the stack to, and the number (0 or 1) of values to keep above it. */
    static final int JUMP_CUTTING = 3;

    /** Operands: the number of targets, then the targets; the last one is for all numbers beyond the others. */
    static final int JUMP_TABLE = 4;

    static final int RETURN = 5;

    /** Operands: function, number of parameters, number of results (0 or 1). */
    static final int CALL = 6;

    /** Operands: type, number of parameters, number of results (0 or 1). */
    static final int CALL_INDIRECT = 7;

    /** Operand: local. The same for set and tee. */
    static final int LOCAL_GET = 8;

    static final int LOCAL_SET = 9;
    static final int LOCAL_TEE = 10;

    /** Operand: global. The same for set. */
    static final int GLOBAL_GET = 11;

    static final int GLOBAL_SET = 12;

    /** Operand: the value, to be extended to 64 bits with its sign. */
    static final int CONSTANT = 13;

    /** Operands: the upper and the lower half of the value. */
    static final int WIDE_CONSTANT = 14;

    static final int DROP = 15;
    static final int SELECT = 16;
    static final int MEMORY_COPY = 17;
    static final int UNREACHABLE = 18;
    static final int I32_TRUNC_SAT_F64_U = 19;

    static final int I32_LOAD = 0x28;
    static final int I64_LOAD = 0x29;
    static final int F64_LOAD = 0x2B;
    static final int I32_LOAD8_S = 0x2C;
    static final int I32_LOAD8_U = 0x2D;
    static final int I32_LOAD16_S = 0x2E;
    static final int I32_LOAD16_U = 0x2F;
    static final int I32_STORE = 0x36;
    static final int I64_STORE = 0x37;
    static final int F64_STORE = 0x39;
    static final int I32_STORE8 = 0x3A;
    static final int I32_STORE16 = 0x3B;

    static final int I32_EQZ = 0x45;
    static final int I32_EQ = 0x46;
    static final int I32_NE = 0x47;
    static final int I32_LT_S = 0x48;
    static final int I32_LT_U = 0x49;
    static final int I32_GT_S = 0x4A;
    static final int I32_GT_U = 0x4B;
    static final int I32_LE_S = 0x4C;
    static final int I32_LE_U = 0x4D;
    static final int I32_GE_S = 0x4E;
    static final int I32_GE_U = 0x4F;
    static final int I64_EQZ = 0x50;
    static final int I64_EQ = 0x51;
    static final int I64_NE = 0x52;
    static final int I64_LT_U = 0x54;
    static final int I64_GT_U = 0x56;
    static final int I64_LE_U = 0x58;
    static final int I64_GE_U = 0x5A;
    static final int F64_EQ = 0x61;
    static final int F64_GE = 0x66;

    static final int I32_ADD = 0x6A;
    static final int I32_SUB = 0x6B;
    static final int I32_MUL = 0x6C;
    static final int I32_AND = 0x71;
    static final int I32_OR = 0x72;
    static final int I32_XOR = 0x73;
    static final int I32_SHL = 0x74;
    static final int I32_SHR_S = 0x75;
    static final int I32_SHR_U = 0x76;
    static final int I64_CLZ = 0x79;
    static final int I64_SUB = 0x7D;
    static final int I64_AND = 0x83;
    static final int I64_SHL = 0x86;
    static final int F64_MUL = 0xA2;
    static final int F64_DIV = 0xA3;
    static final int I32_WRAP_I64 = 0xA7;
    static final int I64_EXTEND_I32_U = 0xAD;
    static final int F64_CONVERT_I32_U = 0xB8;
    static final int F64_CONVERT_I64_U = 0xBA;
    static final int I32_EXTEND8_S = 0xC0;
    static final int I32_EXTEND16_S = 0xC1;

    private Op() {}
}
