package dev.bellows.mysql.sql;

import dev.bellows.migration.SourcePosition;
import dev.bellows.migration.text.Problems;
import dev.bellows.migration.text.SourceText;
import dev.bellows.mysql.grammar.Node;
import dev.bellows.mysql.grammar.Script;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What reading one statement needs: the script that it is in, and where its problems go. */
record Context(Script script, SourceText source, String database, Problems problems) {
    /** In characters; the server refuses a longer one (1059). */
    private static final int LONGEST_NAME = 64;

    SourcePosition position(Node node) {
        return source.position(node.start());
    }

    String text(Node node) {
        return script.text(node);
    }

    /** What was written from the beginning of one node to the end of another. */
    String text(Node from, Node to) {
        return script.text().substring(from.start(), to.end());
    }

    void refuse(Node node, String code, String message, String remedy) {
        problems.add(position(node), code, message, remedy);
    }

    void unsupported(Node node, String what) {
        refuse(
                node,
                "unsupported-statement",
                what + " is not among the changes that Bellows can make",
                "Run it on its own, outside of Bellows, or write it with the supported statements.");
    }

    void unsupportedClause(Node node, String message, String remedy) {
        refuse(node, "unsupported-clause", message, remedy);
    }

    /** A statement or clause in its own words: the keywords at its beginning. */
    static String words(Node.Rule rule) {
        var words = new ArrayList<String>();
        for (var child : rule.children()) {
            if (!(child instanceof Node.Token token)
                    || !Character.isLetter(token.text().charAt(0))
                    || words.size() == 3) {
                break;
            }
            words.add(token.text().toUpperCase(Locale.ROOT));
        }
        return words.isEmpty() ? "this statement" : String.join(" ", words);
    }

    /** The name that a {@code uid} stands for. */
    String name(Node uid) {
        return checked(uid, Names.unquoted(text(uid)));
    }

    /** The table that a {@code tableName} names. */
    TableName table(Node.Rule tableName) {
        var names = names(tableName.first("fullId").orElseThrow());
        return names.size() == 1
                ? new TableName(database, names.getFirst())
                : new TableName(names.getFirst(), names.getLast());
    }

    /** The column that a {@code fullColumnName} names, without its table. */
    String column(Node.Rule fullColumnName) {
        return names(fullColumnName).getLast();
    }

    /** The parts of a name with dots; a part after a dot may be one token with it. */
    List<String> names(Node.Rule dotted) {
        var names = new ArrayList<String>();
        for (var child : dotted.children()) {
            var text = text(child).strip();
            if (text.startsWith(".")) {
                text = text.substring(1).strip();
            }
            if (!text.isEmpty()) {
                names.add(checked(child, Names.unquoted(text)));
            }
        }
        return names;
    }

    private String checked(Node node, String name) {
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            refuse(
                    node,
                    "name-too-long",
                    "the name has more than %d characters".formatted(LONGEST_NAME),
                    "Choose a shorter name.");
        }
        return name;
    }
}
