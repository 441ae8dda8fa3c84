package dev.bellows.schema;

import java.util.List;

/**
 * A user's trigger on a table.
 *
 * @param name unquoted; triggers of one kind fire in byte order of their names
 * @param definition the server's CREATE TRIGGER text
 * @param firesOnUpdate whether an UPDATE of an unlisted column fires it
 * @param updateOf the columns of UPDATE OF, empty when it fires on all
 * @param needs the columns that UPDATE OF or WHEN name, without which the server cannot have it
 * @param arguments the literal arguments
 * @param functionBody the source of its function, empty where the server keeps none
 */
public record Trigger(
        String name,
        String definition,
        UpdateFiring firesOnUpdate,
        List<String> updateOf,
        List<String> needs,
        List<String> arguments,
        String functionBody) {

    public Trigger {
        updateOf = List.copyOf(updateOf);
        needs = List.copyOf(needs);
        arguments = List.copyOf(arguments);
    }

    /** When an UPDATE fires a trigger. */
    public enum UpdateFiring {
        NEVER,
        BEFORE_ROW,
        OTHERWISE
    }
}
