package dev.bellows.mysql.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A definition as the server writes it, taken apart: names and strings in their quotes, what stands in parentheses as one
 * piece, and the rest into words and signs.
 */
record Words(String text, List<Word> list) {
    Words {
        list = List.copyOf(list);
    }

    /** What a piece is. */
    enum Kind {
        NAME,
        STRING,
        GROUP,
        WORD,
        SIGN
    }

    /** A piece of the text, from start to end (exclusive). */
    record Word(Kind kind, String text, int start, int end) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equalsIgnoreCase(word);
        }

        /** The name without its backticks. */
        String name() {
            return text.substring(1, text.length() - 1).replace("``", "`");
        }

        /** What stands in the parentheses. */
        String inner() {
            return text.substring(1, text.length() - 1);
        }

        String upper() {
            return text.toUpperCase(Locale.ROOT);
        }
    }

    /** Marks of versioned comments, whose content is code to the server that writes them, are left out. */
    static Words of(String definition) {
        var text = Unmarked.of(definition);
        var words = new ArrayList<Word>();
        for (var at = 0; at < text.length(); ) {
            var c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            var end = end(text, at);
            words.add(new Word(kind(c), text.substring(at, end), at, end));
            at = end;
        }
        return new Words(text, words);
    }

    private static Kind kind(char c) {
        return switch (c) {
            case '`' -> Kind.NAME;
            case '\'', '"' -> Kind.STRING;
            case '(' -> Kind.GROUP;
            default -> isWord(c) ? Kind.WORD : Kind.SIGN;
        };
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.' || c == '@' || c > 0x7f;
    }

    private static int end(String text, int at) {
        return switch (kind(text.charAt(at))) {
            case NAME, STRING -> afterQuoted(text, at);
            case GROUP -> afterGroup(text, at);
            case WORD -> {
                var end = at;
                while (end < text.length() && isWord(text.charAt(end))) {
                    end++;
                }
                yield end;
            }
            case SIGN -> at + 1;
        };
    }

    /** The place behind what begins with a quote. A doubled quote is one; a backslash escapes, but not in a name. */
    static int afterQuoted(String text, int at) {
        var quote = text.charAt(at);
        for (var next = at + 1; next < text.length(); next++) {
            var c = text.charAt(next);
            if (c == '\\' && quote != '`') {
                next++;
            } else if (c == quote && next + 1 < text.length() && text.charAt(next + 1) == quote) {
                next++;
            } else if (c == quote) {
                return next + 1;
            }
        }
        throw new IllegalArgumentException("a quote is open in " + text);
    }

    private static int afterGroup(String text, int at) {
        var depth = 0;
        for (var next = at; next < text.length(); next++) {
            switch (text.charAt(next)) {
                case '\'', '"', '`' -> next = afterQuoted(text, next) - 1;
                case '(' -> depth++;
                case ')' -> {
                    depth--;
                    if (depth == 0) {
                        return next + 1;
                    }
                }
                default -> {}
            }
        }
        throw new IllegalArgumentException("a parenthesis is open in " + text);
    }

    /** What was written from one word to before another; to the end where there is none. */
    String between(int from, int to) {
        if (from >= to) {
            return "";
        }
        return text.substring(list.get(from).start(), list.get(to - 1).end());
    }

    /** The parts between commas. */
    List<Words> parts() {
        var parts = new ArrayList<Words>();
        var from = 0;
        for (var index = 0; index <= list.size(); index++) {
            if (index == list.size()
                    || (list.get(index).kind() == Kind.SIGN
                            && list.get(index).text().equals(","))) {
                parts.add(of(between(from, index)));
                from = index + 1;
            }
        }
        return parts;
    }

    /** Every name in backticks, at any depth. */
    List<String> names() {
        var names = new ArrayList<String>();
        for (var word : list) {
            if (word.kind() == Kind.NAME) {
                names.add(word.name());
            } else if (word.kind() == Kind.GROUP) {
                names.addAll(of(word.inner()).names());
            }
        }
        return names;
    }

    /** Whether a word stands outside of parentheses. */
    boolean has(String word) {
        return list.stream().anyMatch(one -> one.is(word));
    }
}
