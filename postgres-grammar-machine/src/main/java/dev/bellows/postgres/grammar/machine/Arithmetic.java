package dev.bellows.postgres.grammar.machine;

import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Integer.compareUnsigned;

/** The instructions that only compute. A value is a long: an i32 is its lower half, an f64 its raw bits. */
final class Arithmetic {
    private Arithmetic() {}

    /** Comparisons of two i32. */
    static boolean compare(int op, int left, int right) {
        return switch (op) {
            case Op.I32_EQ -> left == right;
            case Op.I32_NE -> left != right;
            case Op.I32_LT_S -> left < right;
            case Op.I32_LT_U -> compareUnsigned(left, right) < 0;
            case Op.I32_GT_S -> left > right;
            case Op.I32_GT_U -> compareUnsigned(left, right) > 0;
            case Op.I32_LE_S -> left <= right;
            case Op.I32_LE_U -> compareUnsigned(left, right) <= 0;
            case Op.I32_GE_S -> left >= right;
            case Op.I32_GE_U -> compareUnsigned(left, right) >= 0;
            default -> throw unknown(op);
        };
    }

    /** Operations on two i32. */
    static int narrow(int op, int left, int right) {
        return switch (op) {
            case Op.I32_ADD -> left + right;
            case Op.I32_SUB -> left - right;
            case Op.I32_MUL -> left * right;
            case Op.I32_AND -> left & right;
            case Op.I32_OR -> left | right;
            case Op.I32_XOR -> left ^ right;
            case Op.I32_SHL -> left << right;
            case Op.I32_SHR_S -> left >> right;
            case Op.I32_SHR_U -> left >>> right;
            default -> throw unknown(op);
        };
    }

    /** Operations and comparisons of two i64 or two f64. */
    static long wide(int op, long left, long right) {
        return switch (op) {
            case Op.I64_EQ -> bit(left == right);
            case Op.I64_NE -> bit(left != right);
            case Op.I64_LT_U -> bit(Long.compareUnsigned(left, right) < 0);
            case Op.I64_GT_U -> bit(Long.compareUnsigned(left, right) > 0);
            case Op.I64_LE_U -> bit(Long.compareUnsigned(left, right) <= 0);
            case Op.I64_GE_U -> bit(Long.compareUnsigned(left, right) >= 0);
            case Op.I64_SUB -> left - right;
            case Op.I64_AND -> left & right;
            case Op.I64_SHL -> left << right;
            case Op.F64_EQ -> bit(longBitsToDouble(left) == longBitsToDouble(right));
            case Op.F64_GE -> bit(longBitsToDouble(left) >= longBitsToDouble(right));
            case Op.F64_MUL -> doubleToRawLongBits(longBitsToDouble(left) * longBitsToDouble(right));
            case Op.F64_DIV -> doubleToRawLongBits(longBitsToDouble(left) / longBitsToDouble(right));
            default -> throw unknown(op);
        };
    }

    static boolean isUnary(int op) {
        return switch (op) {
            case Op.I32_EQZ, Op.I64_EQZ, Op.I64_CLZ, Op.I32_WRAP_I64, Op.I64_EXTEND_I32_U -> true;
            case Op.I32_EXTEND8_S, Op.I32_EXTEND16_S -> true;
            case Op.F64_CONVERT_I32_U, Op.F64_CONVERT_I64_U, Op.I32_TRUNC_SAT_F64_U -> true;
            default -> false;
        };
    }

    /** Operations on one value. */
    static long unary(int op, long value) {
        return switch (op) {
            case Op.I32_EQZ -> bit((int) value == 0);
            case Op.I64_EQZ -> bit(value == 0);
            case Op.I64_CLZ -> Long.numberOfLeadingZeros(value);
            case Op.I32_WRAP_I64 -> (int) value;
            case Op.I64_EXTEND_I32_U -> value & 0xFFFF_FFFFL;
            case Op.I32_EXTEND8_S -> (byte) value;
            case Op.I32_EXTEND16_S -> (short) value;
            case Op.F64_CONVERT_I32_U -> doubleToRawLongBits((double) (value & 0xFFFF_FFFFL));
            case Op.F64_CONVERT_I64_U -> doubleToRawLongBits(unsignedToDouble(value));
            case Op.I32_TRUNC_SAT_F64_U -> saturate(longBitsToDouble(value));
            default -> throw unknown(op);
        };
    }

    static int bit(boolean set) {
        return set ? 1 : 0;
    }

    /** Halves a number beyond the signed range, keeping its lowest bit for correct rounding. */
    private static double unsignedToDouble(long value) {
        return value >= 0 ? (double) value : (double) (value >>> 1 | value & 1) * 2.0;
    }

    /** To an unsigned i32; NaN gives 0, too large the largest. */
    private static int saturate(double value) {
        return (int) Math.clamp((long) value, 0L, 0xFFFF_FFFFL);
    }

    private static IllegalStateException unknown(int op) {
        return new IllegalStateException("unknown instruction 0x" + Integer.toHexString(op));
    }
}
