/**
 * MySQL's and MariaDB's grammars behind one interface: SQL text in, one parse tree or syntax error for each statement out.
 *
 * <p>The grammars are ANTLR parsers made by others, see NOTICE.md. Nothing else in Bellows knows that; callers see
 * {@link dev.bellows.mysql.grammar.MysqlGrammar} and the values that it gives.
 */
@NullMarked
package dev.bellows.mysql.grammar;

import org.jspecify.annotations.NullMarked;
