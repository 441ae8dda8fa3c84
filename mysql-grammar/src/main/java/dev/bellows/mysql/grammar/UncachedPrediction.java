package dev.bellows.mysql.grammar;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.ParserATNSimulator;

/**
 * ANTLR's prediction without the cache that its parsers share.
 *
 * <p>The cache compares graphs as if they were trees, so each further pair of parentheses doubles the work: MySQL's
 * grammar took 8 s for {@code CHECK (((1)))} with 24 pairs, and takes 30 ms without the cache. What the prediction has
 * learned, its automata, is still shared.
 */
final class UncachedPrediction extends ParserATNSimulator {
    UncachedPrediction(Parser parser) {
        super(parser, parser.getATN(), parser.getInterpreter().decisionToDFA, null);
    }
}
