package dev.bellows.postgres.grammar.machine;

import run.endive.wasm.types.OpCode;

/**
 * What the translator must know of an instruction without control flow.
 *
 * @param growth how many values the stack has more afterwards
 */
record Plain(int op, Operand operand, int growth) {
    /** What follows the instruction. */
    enum Operand {
        NONE,
        INDEX,
        OFFSET,
        VALUE,
        NARROW_VALUE
    }

    /** Fails on instructions that {@link FlatMachine} does not know. */
    static Plain of(OpCode opcode) {
        return switch (opcode) {
            case LOCAL_GET -> new Plain(Op.LOCAL_GET, Operand.INDEX, 1);
            case LOCAL_SET -> new Plain(Op.LOCAL_SET, Operand.INDEX, -1);
            case LOCAL_TEE -> new Plain(Op.LOCAL_TEE, Operand.INDEX, 0);
            case GLOBAL_GET -> new Plain(Op.GLOBAL_GET, Operand.INDEX, 1);
            case GLOBAL_SET -> new Plain(Op.GLOBAL_SET, Operand.INDEX, -1);
            case I32_CONST -> new Plain(Op.CONSTANT, Operand.NARROW_VALUE, 1);
            case I64_CONST, F64_CONST -> new Plain(Op.CONSTANT, Operand.VALUE, 1);
            case DROP -> new Plain(Op.DROP, Operand.NONE, -1);
            case SELECT -> new Plain(Op.SELECT, Operand.NONE, -2);
            case MEMORY_COPY -> new Plain(Op.MEMORY_COPY, Operand.NONE, -3);
            case I32_TRUNC_SAT_F64_U -> new Plain(Op.I32_TRUNC_SAT_F64_U, Operand.NONE, 0);
            case I32_LOAD, I32_LOAD8_S, I32_LOAD8_U, I32_LOAD16_S, I32_LOAD16_U, I64_LOAD, F64_LOAD ->
                new Plain(opcode.opcode(), Operand.OFFSET, 0);
            case I32_STORE, I32_STORE8, I32_STORE16, I64_STORE, F64_STORE ->
                new Plain(opcode.opcode(), Operand.OFFSET, -2);
            default -> computing(opcode);
        };
    }

    private static Plain computing(OpCode opcode) {
        return switch (opcode) {
            case I32_EQZ, I64_EQZ, I64_CLZ, I32_WRAP_I64, I64_EXTEND_I32_U, I32_EXTEND_8_S, I32_EXTEND_16_S ->
                new Plain(opcode.opcode(), Operand.NONE, 0);
            case F64_CONVERT_I32_U, F64_CONVERT_I64_U -> new Plain(opcode.opcode(), Operand.NONE, 0);
            case I32_EQ, I32_NE, I32_LT_S, I32_LT_U, I32_GT_S, I32_GT_U, I32_LE_S, I32_LE_U, I32_GE_S, I32_GE_U ->
                new Plain(opcode.opcode(), Operand.NONE, -1);
            case I32_ADD, I32_SUB, I32_MUL, I32_AND, I32_OR, I32_XOR, I32_SHL, I32_SHR_S, I32_SHR_U ->
                new Plain(opcode.opcode(), Operand.NONE, -1);
            case I64_EQ, I64_NE, I64_LT_U, I64_GT_U, I64_LE_U, I64_GE_U, I64_SUB, I64_AND, I64_SHL ->
                new Plain(opcode.opcode(), Operand.NONE, -1);
            case F64_EQ, F64_GE, F64_MUL, F64_DIV -> new Plain(opcode.opcode(), Operand.NONE, -1);
            default -> throw new IllegalStateException("the flat machine does not know " + opcode);
        };
    }
}
