package dev.bellows.postgres.grammar.machine;

/** One function in flat code. Its frame holds parameters, other locals and the operand stack, in this order. */
final class FlatFunction {
    final int index;
    final int parameters;
    final int locals;
    final int frame;
    final int results;
    final int[] code;

    /**
     * @param index number of the function in the module
     * @param signature its parameters and results
     * @param locals how many locals there are, parameters included
     * @param frame how many slots locals and operands take together
     */
    FlatFunction(int index, Signature signature, int locals, int frame, int[] code) {
        this.index = index;
        this.parameters = signature.parameters();
        this.results = signature.results();
        this.locals = locals;
        this.frame = frame;
        this.code = code; // not copied: nobody writes it, and it is large
    }

    /** How many values a function takes and gives. */
    record Signature(int parameters, int results) {
        Signature {
            if (results > 1) {
                throw new IllegalArgumentException("several results are not supported: " + results);
            }
        }
    }
}
