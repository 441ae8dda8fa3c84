package dev.bellows.mysql.grammar;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A text taken apart: its statements and its comments, each in the order of the text. */
public record Script(String text, List<Statement> statements, List<Comment> comments) {
    public Script {
        requireNonNull(text);
        statements = List.copyOf(statements);
        comments = List.copyOf(comments);
    }

    /** What was written for a statement, ready to be sent. */
    public String text(Statement statement) {
        return text.substring(statement.start(), statement.end());
    }

    /** What was written for a part of a tree; comments in the middle are part of it. */
    public String text(Node node) {
        return text.substring(node.start(), node.end());
    }
}
