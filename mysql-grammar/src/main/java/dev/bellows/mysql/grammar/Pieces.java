package dev.bellows.mysql.grammar;

import java.util.List;
import java.util.Optional;

/**
 * A text cut at its delimiters.
 *
 * @param code the text with a blank for each character that is no code: comments, and the marks of versioned comments.
 */
record Pieces(String code, List<Piece> pieces, List<Comment> comments) {
    Pieces {
        pieces = List.copyOf(pieces);
        comments = List.copyOf(comments);
    }

    /** What lies between two delimiters and is not empty; an error if it cannot be given to the grammar. */
    record Piece(int start, int end, Optional<SyntaxError> error) {}
}
