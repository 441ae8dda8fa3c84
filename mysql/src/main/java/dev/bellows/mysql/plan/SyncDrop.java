package dev.bellows.mysql.plan;

import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column that goes away: who writes it is noted, and where new code leaves it out it gets its value.
 *
 * @param value what it gets; empty where its default does
 */
record SyncDrop(Column column, Optional<CheckedExpression> value, String watch, String unconverted)
        implements SyncRule {

    @Override
    public Until until() {
        return Until.PURGE;
    }

    @Override
    public List<String> onInsert(SyncText text) {
        var given = SyncTarget.of(column, value.orElseGet(() -> text.context().copyOf(column.name())));
        var statements = new ArrayList<String>();
        statements.add(SyncText.when("NOT " + given.isLeftOut(), List.of(text.note(watch))));
        if (value.isPresent()) {
            statements.add(SyncText.when(given.isLeftOut(), List.of(text.set(given, unconverted))));
        }
        return statements;
    }

    @Override
    public List<String> onUpdate(SyncText text) {
        return List.of(SyncText.when(text.changed(List.of(column)), List.of(text.note(watch))));
    }

    @Override
    public List<Column> given() {
        return value.isPresent() ? List.of(column) : List.of();
    }
}
