package dev.bellows.migration;

import dev.bellows.schema.TableName;
import java.time.Duration;

/** What SQL cannot say, said in a {@code --!} comment. */
public sealed interface Directive {

    /** Where the user wrote it. */
    SourcePosition position();

    /** {@code --! up table.column = expression}: the new column's value from the old shape. */
    record Up(TableName table, String column, String expression, SourcePosition position) implements Directive {}

    /** {@code --! down table.column = expression}: the old column's value from the new shape. */
    record Down(TableName table, String column, String expression, SourcePosition position) implements Directive {}

    /** {@code --! retain 7d}: how long the old shape is kept, hidden, after contract. */
    record Retain(Duration time, SourcePosition position) implements Directive {}

    /** {@code --! soak 1h}: how long nobody may have written through the old shape before contract. */
    record Soak(Duration time, SourcePosition position) implements Directive {}

    /** {@code --! lock-timeout 100ms}: the longest wait for a lock of one attempt. */
    record LockTimeout(Duration time, SourcePosition position) implements Directive {}

    /** {@code --! allow RULE because reason}: a finding that the author has judged. */
    record Allow(String rule, String reason, SourcePosition position) implements Directive {}
}
