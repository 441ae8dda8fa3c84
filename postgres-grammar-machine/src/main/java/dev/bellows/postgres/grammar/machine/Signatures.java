package dev.bellows.postgres.grammar.machine;

import dev.bellows.postgres.grammar.machine.FlatFunction.Signature;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;

/** What the functions of a module take and give. Imported functions have the lowest numbers. */
record Signatures(WasmModule module) {
    Signature ofFunction(int function) {
        int imports = module.importSection().importCount();
        return ofType(
                function < imports
                        ? ((FunctionImport) module.importSection().getImport(function)).typeIndex()
                        : module.functionSection().getFunctionType(function - imports));
    }

    Signature ofType(int type) {
        var functionType = module.typeSection().getType(type);
        return new Signature(functionType.params().size(), functionType.returns().size());
    }
}
