package dev.bellows.mysql.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column that the sync sets.
 *
 * @param column as the application knows it, with its own default
 * @param value what it is set to from the other side
 * @param sentinel what it holds where nobody has filled it; empty where that is NULL
 */
record SyncTarget(Column column, CheckedExpression value, Optional<Sentinel> sentinel) {
    private static final String NULL = "NULL";
    /** How the date begins that is the same in all time zones. */
    private static final String ZERO = "'0000";

    /** With the sentinel of its own type. */
    static SyncTarget of(Column column, CheckedExpression value) {
        return new SyncTarget(column, value, Sentinel.of(column.type()));
    }

    String name() {
        return column.name();
    }

    /** Whether a row has the column as nobody has filled it. */
    String isUnfilled(String of) {
        return sentinel.map(s -> s.isIn(of)).orElse(of + " IS NULL");
    }

    /**
     * Whether an INSERT may have left the column out: it has the sentinel, or its own default. A NOT NULL column without
     * a default is NULL in a trigger BEFORE INSERT when it is left out (measured on all servers).
     */
    String isLeftOut() {
        var of = SyncText.ofNew(name());
        var byDefault = ownDefault();
        var conditions = Stream.<String>builder().add(isUnfilled(of));
        if (!byDefault.equals(NULL)) {
            conditions.add(same(of, byDefault));
        }
        if (byDefault.equals(NULL) || column.isNotNull()) {
            conditions.add(of + " IS NULL");
        }
        return conditions.build().distinct().collect(joining(" OR ", "(", ")"));
    }

    /**
     * Gives the column what an INSERT that leaves it out gets although it has no default: an ENUM's first member, which a
     * trigger does not see (it sees NULL).
     */
    Optional<String> implied() {
        return column.isNotNull() && column.defaultValue().isEmpty()
                ? ColumnType.of(column.type()).impliedDefault().map(first -> {
                    var of = SyncText.ofNew(name());
                    return SyncText.when(of + " IS NULL", List.of("SET %s = %s;".formatted(of, first)));
                })
                : Optional.empty();
    }

    /** What the server gives where an INSERT leaves the column out, as a session in any time zone sees it. */
    String ownDefault() {
        var type = ColumnType.of(column.type());
        var said = column.defaultValue().map(ColumnDefault::sql);
        if (type.name().equals("timestamp")
                && said.filter(sql -> sql.startsWith("'") && !sql.startsWith(ZERO))
                        .isPresent()) {
            return "CONVERT_TZ(%s, '+00:00', @@session.time_zone)"
                    .formatted(said.get()); // the catalogue is read in UTC
        }
        return said.or(() -> column.isNotNull() ? type.impliedDefault() : Optional.empty())
                .orElse(NULL);
    }

    String same(String left, String right) {
        return Same.condition(left, right, column.type());
    }

    /** What it is given where its value could not be computed. */
    String nothing() {
        return column.isNotNull()
                ? sentinel.map(Sentinel::again).orElse("DEFAULT(%s)".formatted(Quoted.name(name())))
                : NULL;
    }
}
