/**
 * PostgreSQL's own grammar: SQL text in, the server's raw parse tree or its error message out.
 *
 * <p>The grammar is libpg_query, PostgreSQL's parser cut out of the server and compiled to WebAssembly. Nothing else in
 * Bellows knows that; callers see {@link dev.bellows.postgres.grammar.PostgresGrammar}.
 */
@NullMarked
package dev.bellows.postgres.grammar;

import org.jspecify.annotations.NullMarked;
