package dev.bellows.mysql.grammar;

import org.antlr.v4.runtime.Token;

/** Puts what the grammar refuses into a few words: what it expects instead is often hundreds, and no help. */
final class Complaint {
    private static final int SHOWN = 40;

    private final String text;
    private final int end;
    private final CodeStream code;

    /** About the code of a text that ends there. */
    Complaint(String text, int end, CodeStream code) {
        this.text = text;
        this.end = end;
        this.code = code;
    }

    static SyntaxError tooDeep(int offset) {
        return new SyntaxError(offset, "the statement is nested too deeply");
    }

    SyntaxError strangeCharacter(Token token) {
        int offset = code.origin(token.getStartIndex());
        return new SyntaxError(offset, "unexpected character " + Character.toString(text.codePointAt(offset)));
    }

    SyntaxError unexpected(Token token) {
        if (token.getType() == Token.EOF) {
            return new SyntaxError(end, "the statement ends too early");
        }
        int offset = code.origin(token.getStartIndex());
        String word = text.substring(offset, code.origin(token.getStopIndex()) + 1);
        return new SyntaxError(offset, "unexpected " + shortened(word));
    }

    private static String shortened(String word) {
        String line = word.replaceAll("\\s+", " ");
        if (line.length() <= SHOWN) {
            return line;
        }
        int cut = Character.isHighSurrogate(line.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return line.substring(0, cut) + "…";
    }
}
