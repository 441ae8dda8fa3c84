/**
 * Runs wasm functions that are too large for a method of the JVM (64 KB of bytecode).
 *
 * <p>At build time {@link dev.bellows.postgres.grammar.machine.Prepare} takes them out of the wasm file and translates
 * them to flat code: the same stack machine, but with all structured control flow resolved to jumps. At run time
 * {@link dev.bellows.postgres.grammar.machine.FlatMachine} runs that code and leaves all other functions to the
 * compiled ones. An ordinary wasm interpreter has to leave some 2,000 nested blocks, one by one, for each reduction of
 * the grammar; that made it 15 times slower.
 */
@NullMarked
package dev.bellows.postgres.grammar.machine;

import org.jspecify.annotations.NullMarked;
