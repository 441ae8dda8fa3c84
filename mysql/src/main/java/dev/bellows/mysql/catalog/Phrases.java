package dev.bellows.mysql.catalog;

import dev.bellows.mysql.catalog.Words.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The definition of one column as SHOW CREATE TABLE writes it: a name, a type, and phrases that begin with a keyword. */
record Phrases(String name, String type, List<Phrase> list) {
    private static final Set<String> KEYWORDS = Set.of(
            "COLLATE",
            "GENERATED",
            "NOT",
            "NULL",
            "DEFAULT",
            "ON",
            "AUTO_INCREMENT",
            "COMMENT",
            "INVISIBLE",
            "CHECK",
            "SRID",
            "REF_SYSTEM_ID",
            "COLUMN_FORMAT",
            "STORAGE",
            "ENGINE_ATTRIBUTE",
            "SECONDARY_ENGINE_ATTRIBUTE",
            "WITH",
            "WITHOUT");
    /** Those that take the next word with them, whatever it is. */
    private static final Set<String> TAKE_ANOTHER = Set.of("NOT", "DEFAULT", "COLLATE", "COLUMN_FORMAT", "STORAGE");

    Phrases {
        list = List.copyOf(list);
    }

    /** A keyword, and all that was written from it on. */
    record Phrase(String keyword, String text) {
        /** What stands behind the keyword. */
        String rest() {
            return text.substring(keyword.length()).strip();
        }
    }

    static Phrases of(Words column) {
        var words = column.list();
        var first = next(column, 1);
        var phrases = new ArrayList<Phrase>();
        for (var from = first; from < words.size(); ) {
            var keyword = words.get(from).upper();
            var to = next(column, TAKE_ANOTHER.contains(keyword) ? from + 2 : from + 1);
            phrases.add(new Phrase(keyword, column.between(from, to)));
            from = to;
        }
        return new Phrases(words.getFirst().name(), column.between(1, first), phrases);
    }

    private static int next(Words column, int from) {
        var at = from;
        while (at < column.list().size() && !isKeyword(column.list().get(at))) {
            at++;
        }
        return at;
    }

    private static boolean isKeyword(Words.Word word) {
        return word.kind() == Kind.WORD && KEYWORDS.contains(word.upper());
    }

    Optional<Phrase> first(String keyword) {
        return list.stream().filter(phrase -> phrase.keyword().equals(keyword)).findFirst();
    }

    boolean has(String keyword) {
        return first(keyword).isPresent();
    }
}
