package dev.bellows.postgres.grammar.machine;

import dev.bellows.postgres.grammar.machine.Emitter.Label;
import dev.bellows.postgres.grammar.machine.FlatFunction.Signature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import run.endive.wasm.types.AnnotatedInstruction;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.OpCode;

/**
 * Translates one function to flat code.
 *
 * <p>The height of the operand stack is known at each instruction of valid wasm. So are, therefore, the targets of all
 * branches and what each has to cut off the stack; nearly always nothing.
 */
final class Translator {
    private static final int NO_RESULT = 0x40;
    private static final int FIRST_VALUE_TYPE = 0x7C; // f64, f32, i64, i32

    private final Signatures signatures;
    private final Emitter out = new Emitter();
    private final Deque<Block> blocks = new ArrayDeque<>(); // innermost first
    private int height;
    private int highest;

    /** A structure that is open: where branches to it lead, and the stack there. */
    private record Block(OpCode kind, Label branchTarget, Label otherwise, int height, int results) {
        int branchResults() {
            return kind == OpCode.LOOP ? 0 : results;
        }
    }

    private Translator(Signatures signatures, int locals) {
        this.signatures = signatures;
        this.height = locals;
        this.highest = locals;
    }

    static FlatFunction translate(Signatures signatures, int index, FunctionBody body) {
        Signature signature = signatures.ofFunction(index);
        int locals = signature.parameters() + body.localTypes().size();
        var translator = new Translator(signatures, locals);
        translator.open(OpCode.BLOCK, signature.results());
        translator.all(body.instructions());
        return new FlatFunction(index, signature, locals, translator.highest, translator.out.code());
    }

    private void all(List<AnnotatedInstruction> instructions) {
        for (var rest = instructions.iterator(); rest.hasNext(); ) {
            var instruction = rest.next();
            translate(instruction);
            if (endsPath(instruction.opcode())) {
                translate(skipDead(rest));
            }
            highest = Math.max(highest, height);
        }
        out.emit(Op.RETURN);
    }

    private static boolean endsPath(OpCode opcode) {
        return switch (opcode) {
            case BR, BR_TABLE, RETURN, UNREACHABLE -> true;
            default -> false;
        };
    }

    /** What follows an unconditional branch cannot be reached, up to the end or the else of the block around it. */
    private static AnnotatedInstruction skipDead(Iterator<AnnotatedInstruction> rest) {
        int depth = 0;
        while (true) {
            var instruction = rest.next();
            switch (instruction.opcode()) {
                case BLOCK, LOOP, IF -> depth++;
                case ELSE -> {
                    if (depth == 0) {
                        return instruction;
                    }
                }
                case END -> {
                    if (depth-- == 0) {
                        return instruction;
                    }
                }
                default -> {}
            }
        }
    }

    private void translate(AnnotatedInstruction instruction) {
        switch (instruction.opcode()) {
            case NOP -> {}
            case BLOCK, LOOP, IF -> open(instruction.opcode(), results((int) instruction.operand(0)));
            case ELSE -> otherwise();
            case END -> close();
            case BR -> branch(target(instruction, 0));
            case BR_IF -> branchIf(target(instruction, 0));
            case BR_TABLE -> branchTable(instruction);
            case RETURN -> out.emit(Op.RETURN);
            case UNREACHABLE -> out.emit(Op.UNREACHABLE);
            case CALL -> {
                int function = (int) instruction.operand(0);
                call(Op.CALL, function, signatures.ofFunction(function));
            }
            case CALL_INDIRECT -> {
                height--;
                int type = (int) instruction.operand(0);
                call(Op.CALL_INDIRECT, type, signatures.ofType(type));
            }
            default -> plain(instruction);
        }
    }

    private static int results(int blockType) {
        if (blockType != NO_RESULT && blockType < FIRST_VALUE_TYPE) {
            throw new IllegalStateException("block type " + blockType + " is not supported");
        }
        return blockType == NO_RESULT ? 0 : 1;
    }

    private void open(OpCode kind, int results) {
        var block = new Block(kind, new Label(), new Label(), kind == OpCode.IF ? --height : height, results);
        if (kind == OpCode.IF) {
            out.emit(Op.JUMP_UNLESS);
            out.target(block.otherwise);
        } else if (kind == OpCode.LOOP) {
            out.bind(block.branchTarget);
        }
        blocks.push(block);
    }

    private void otherwise() {
        var block = blocks.pop();
        out.emit(Op.JUMP);
        out.target(block.branchTarget);
        out.bind(block.otherwise);
        height = block.height;
        blocks.push(new Block(OpCode.ELSE, block.branchTarget, new Label(), height, block.results));
    }

    private void close() {
        var block = blocks.pop();
        out.bind(block.otherwise);
        if (block.kind != OpCode.LOOP) {
            out.bind(block.branchTarget);
        }
        height = block.height + block.results;
    }

    private Block target(AnnotatedInstruction branch, int operand) {
        var inside = blocks.iterator();
        for (long depth = branch.operand(operand); depth > 0; depth--) {
            inside.next();
        }
        return inside.next();
    }

    private boolean cuts(Block block) {
        return height != block.height + block.branchResults();
    }

    private void branch(Block block) {
        out.emit(cuts(block) ? Op.JUMP_CUTTING : Op.JUMP);
        out.target(block.branchTarget);
        if (cuts(block)) {
            out.word(block.height);
            out.word(block.branchResults());
        }
    }

    private void branchIf(Block block) {
        height--;
        if (!cuts(block)) {
            out.emit(Op.JUMP_IF);
            out.target(block.branchTarget);
            return;
        }
        var past = new Label();
        out.emit(Op.JUMP_UNLESS);
        out.target(past);
        branch(block);
        out.bind(past);
    }

    private void branchTable(AnnotatedInstruction branch) {
        height--;
        out.emit(Op.JUMP_TABLE, branch.operandCount());
        for (int operand = 0; operand < branch.operandCount(); operand++) {
            var block = target(branch, operand);
            if (cuts(block)) {
                throw new IllegalStateException("a branch table that cuts the stack is not supported");
            }
            out.target(block.branchTarget);
        }
    }

    private void call(int op, int operand, Signature signature) {
        out.emit(op, operand, signature.parameters(), signature.results());
        height += signature.results() - signature.parameters();
    }

    private void plain(AnnotatedInstruction instruction) {
        var plain = Plain.of(instruction.opcode());
        height += plain.growth();
        switch (plain.operand()) {
            case NONE -> out.emit(plain.op());
            case INDEX -> out.emit(plain.op(), (int) instruction.operand(0));
            case OFFSET -> out.emit(plain.op(), Math.toIntExact(instruction.operand(1)));
            case VALUE -> constant(instruction.operand(0));
            case NARROW_VALUE -> constant((int) instruction.operand(0));
        }
    }

    private void constant(long value) {
        if (value == (int) value) {
            out.emit(Op.CONSTANT, (int) value);
        } else {
            out.emit(Op.WIDE_CONSTANT, (int) (value >> Integer.SIZE), (int) value);
        }
    }
}
