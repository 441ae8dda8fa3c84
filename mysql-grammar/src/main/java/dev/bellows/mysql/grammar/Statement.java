package dev.bellows.mysql.grammar;

import static java.util.Objects.requireNonNull;

/**
 * One statement of a script, without the delimiter that ends it.
 *
 * <p>{@code start} and {@code end} (exclusive) are indexes into the text. They leave out comments before and after the
 * statement, and take in the marks of versioned comments whose content is code: what lies between can be sent as it is.
 */
public sealed interface Statement {
    int start();

    int end();

    /** A statement that the grammar knows; its tree is named after it, for example {@code alterTable}. */
    record Understood(int start, int end, Node.Rule tree) implements Statement {
        public Understood {
            requireNonNull(tree);
        }
    }

    /** A statement that the grammar refuses. */
    record Broken(int start, int end, SyntaxError error) implements Statement {
        public Broken {
            requireNonNull(error);
        }
    }
}
