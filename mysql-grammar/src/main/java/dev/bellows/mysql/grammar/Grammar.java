package dev.bellows.mysql.grammar;

import io.debezium.ddl.parser.mariadb.generated.MariaDBLexer;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser;
import io.debezium.ddl.parser.mysql.legacy.MySqlLexer;
import io.debezium.ddl.parser.mysql.legacy.MySqlParser;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.atn.PredictionMode;

/**
 * One of the generated parsers, asked for its {@code root}.
 *
 * <p>Not for {@code sqlStatement}, which need not match up to the end: {@code SELECT count(*)} would be the column
 * {@code count} and a rest.
 */
enum Grammar {
    MYSQL(MySqlParser.SEMI, MySqlParser.LR_BRACKET, MySqlParser.RR_BRACKET) {
        @Override
        Vocabulary words() {
            return MySqlParser.VOCABULARY;
        }

        @Override
        Lexer newLexer(CharStream code) {
            return new MySqlLexer(code);
        }

        @Override
        Parser newParser(TokenStream tokens) {
            return new MySqlParser(tokens);
        }

        @Override
        ParserRuleContext root(Parser parser) {
            return ((MySqlParser) parser).root();
        }
    },
    MARIADB(MariaDBParser.SEMI, MariaDBParser.LR_BRACKET, MariaDBParser.RR_BRACKET) {
        @Override
        Vocabulary words() {
            return MariaDBParser.VOCABULARY;
        }

        @Override
        Lexer newLexer(CharStream code) {
            return new MariaDBLexer(code);
        }

        @Override
        Parser newParser(TokenStream tokens) {
            return new MariaDBParser(tokens);
        }

        @Override
        ParserRuleContext root(Parser parser) {
            return ((MariaDBParser) parser).root();
        }
    };

    private final int semicolon;
    private final int leftBracket;
    private final int rightBracket;

    Grammar(int semicolon, int leftBracket, int rightBracket) {
        this.semicolon = semicolon;
        this.leftBracket = leftBracket;
        this.rightBracket = rightBracket;
    }

    static Grammar of(Flavour flavour) {
        return switch (flavour) {
            case MYSQL -> MYSQL;
            case MARIADB -> MARIADB;
        };
    }

    /** The names of the tokens. */
    abstract Vocabulary words();

    abstract Lexer newLexer(CharStream code);

    abstract Parser newParser(TokenStream tokens);

    abstract ParserRuleContext root(Parser parser);

    /** The token type of a semicolon. */
    int semicolon() {
        return semicolon;
    }

    int leftBracket() {
        return leftBracket;
    }

    int rightBracket() {
        return rightBracket;
    }

    Lexer lexer(CharStream code) {
        var lexer = newLexer(code);
        lexer.removeErrorListeners();
        return lexer;
    }

    /** A parser that stops at the first error, with an exception that is caused by it, and prints nothing. */
    Parser parser(TokenStream tokens, PredictionMode mode) {
        var parser = newParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.setInterpreter(new UncachedPrediction(parser));
        parser.getInterpreter().setPredictionMode(mode);
        return parser;
    }
}
