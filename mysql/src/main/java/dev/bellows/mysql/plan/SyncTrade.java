package dev.bellows.mysql.plan;

import dev.bellows.schema.Column;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column and the hidden one beside it, which trade names at contract: whatever is written to the name, the hidden one
 * follows. The same text serves both directions.
 *
 * @param name the column that applications write
 * @param hidden the one beside it, and its value
 * @param nullWatch under which name it is noted that somebody writes NULL, where that is of interest
 */
record SyncTrade(String name, SyncTarget hidden, Optional<String> nullWatch, String unconverted) implements SyncRule {

    @Override
    public Until until() {
        return Until.PURGE;
    }

    @Override
    public List<String> onInsert(SyncText text) {
        return Stream.concat(
                        noting(text, "%s IS NULL".formatted(SyncText.ofNew(name))).stream(),
                        Stream.of(text.set(hidden, unconverted)))
                .toList();
    }

    @Override
    public List<String> onUpdate(SyncText text) {
        var column = text.context().column(name);
        var changed = text.changed(List.of(column));
        return Stream.concat(
                        noting(text, "%s AND %s IS NULL".formatted(changed, SyncText.ofNew(name))).stream(),
                        Stream.of(SyncText.when(changed, List.of(text.set(hidden, unconverted)))))
                .toList();
    }

    private List<String> noting(SyncText text, String condition) {
        return nullWatch
                .map(watch -> List.of(SyncText.when(condition, List.of(text.note(watch)))))
                .orElse(List.of());
    }

    @Override
    public List<Column> given() {
        return List.of(hidden.column());
    }
}
