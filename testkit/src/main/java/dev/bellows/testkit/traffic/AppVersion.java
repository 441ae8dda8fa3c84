package dev.bellows.testkit.traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A version of the application: which columns it knows, and how it writes one logical value, a number, into them. Two
 * versions of the same row can be compared because both write the same number down, each in its own way.
 *
 * @param name also the role that it connects as, {@code app_old} or {@code app_new}
 * @param rows where its rows are
 * @param encoding how it writes a value down
 * @param absent what its columns hold where the value is absent (NULL)
 * @param ops what it sends
 * @param habits how it talks to the server
 */
public record AppVersion(
        String name, Rows rows, Encoding encoding, List<Optional<Object>> absent, Set<Op> ops, Habits habits) {

    /**
     * Where the rows are.
     *
     * @param unrelated what it changes besides, in a column that no migration touches
     * @param given what every INSERT gives besides, because the table demands it
     */
    public record Rows(String table, Key key, Assignment unrelated, List<Assignment> given, List<Field> fields) {
        public Rows {
            given = List.copyOf(given);
            fields = List.copyOf(fields);
        }

        Rows keyedBy(Key other) {
            return new Rows(table, other, unrelated, given, fields);
        }

        Rows changing(Assignment other) {
            return new Rows(table, key, other, given, fields);
        }

        Rows giving(List<Assignment> more) {
            return new Rows(table, key, unrelated, more, fields);
        }

        /** What every INSERT gives besides the key and the value. */
        List<Assignment> demanded() {
            return Stream.concat(key.within().stream(), given.stream()).toList();
        }

        Rows with(List<Field> others) {
            return new Rows(table, key, unrelated, given, others);
        }
    }

    /** A column and the SQL that it is set to; an UPDATE may refer to the row. */
    public record Assignment(String column, String sql) {
        /** Written {@code column = sql}. */
        static Assignment of(String text) {
            var equals = text.indexOf(" = ");
            return new Assignment(text.substring(0, equals), text.substring(equals + 3));
        }

        @Override
        public String toString() {
            return column + " = " + sql;
        }
    }

    /** Who makes the key. */
    public enum Keys {
        GIVEN,
        /** {@code GENERATED ALWAYS AS IDENTITY}: the key is never sent, and never changed. */
        GENERATED,
        /** By default (serial, identity): sometimes sent, sometimes left to the server. */
        EITHER
    }

    /** Whether statements are prepared on the server. */
    public enum Preparing {
        /** As the driver does unless told otherwise; that of PostgreSQL does after a few executions, that of MariaDB not. */
        AS_THE_DRIVER_DOES,
        ALWAYS,
        NEVER
    }

    /**
     * How it talks to the server.
     *
     * @param reports what its readers ask besides, such as views and functions over the table
     * @param omitted the value of a row whose INSERT leaves the columns out
     */
    public record Habits(Keys keys, Preparing preparing, List<String> reports, OptionalLong omitted) {
        public Habits {
            reports = List.copyOf(reports);
        }
    }

    public AppVersion {
        absent = List.copyOf(absent);
        ops = Collections.unmodifiableSet(EnumSet.copyOf(ops));
    }

    /** A version that knows these columns, written {@code name type}, of a table with {@code id} and {@code touched}. */
    public static AppVersion of(String name, String table, Encoding encoding, String... columns) {
        var fields = List.of(columns).stream()
                .map(column -> {
                    var space = column.indexOf(' ');
                    return new Field(
                            column.substring(0, space), column.substring(space + 1), Field.Comparison.COMPARED);
                })
                .toList();
        return new AppVersion(
                name,
                new Rows(table, Key.number("id"), Assignment.of("touched = touched + 1"), List.of(), fields),
                encoding,
                Collections.nCopies(fields.size(), Optional.empty()),
                Op.allBut(Op.INSERT_SHORT),
                new Habits(Keys.GIVEN, Preparing.AS_THE_DRIVER_DOES, List.of(), OptionalLong.empty()));
    }

    public AppVersion without(Op... unsent) {
        var fewer = EnumSet.copyOf(ops);
        fewer.removeAll(List.of(unsent));
        return new AppVersion(name, rows, encoding, absent, fewer, habits);
    }

    /**
     * It never writes an absent value; where the other version does, it reads these, and does not write them back: that
     * would be a value of its own.
     */
    public AppVersion readsAbsentAs(Object... values) {
        var read = List.of(values).stream().map(Optional::of).toList();
        return new AppVersion(name, rows, encoding, read, ops, habits).without(Op.UPDATE_TO_NULL, Op.WRITE_BACK);
    }

    /** These columns are no part of the value that both versions know. */
    public AppVersion writesForItself(String... columns) {
        var own = List.of(columns);
        var fields = rows.fields().stream()
                .map(field -> own.contains(field.name())
                        ? new Field(field.name(), field.type(), Field.Comparison.WRITTEN)
                        : field)
                .toList();
        return with(rows.with(fields));
    }

    /** The same under another primary key column. */
    public AppVersion keyedBy(String key) {
        return keyedBy(Key.number(key));
    }

    /** The same under another primary key. */
    public AppVersion keyedBy(Key key) {
        return with(rows.keyedBy(key));
    }

    /** The same with another column that no migration touches, and how it changes it: {@code column = sql}. */
    public AppVersion unrelated(String assignment) {
        return with(rows.changing(Assignment.of(assignment)));
    }

    /** What the table demands of every INSERT besides, each {@code column = sql}. */
    public AppVersion gives(String... assignments) {
        return with(
                rows.giving(List.of(assignments).stream().map(Assignment::of).toList()));
    }

    private AppVersion with(Rows changed) {
        return new AppVersion(name, changed, encoding, absent, ops, habits);
    }

    public AppVersion keys(Keys keys) {
        return with(new Habits(keys, habits.preparing(), habits.reports(), habits.omitted()));
    }

    public AppVersion preparing(Preparing preparing) {
        return with(new Habits(habits.keys(), preparing, habits.reports(), habits.omitted()));
    }

    /** Its readers ask these besides, in turn with the rows. */
    public AppVersion asks(String... reports) {
        return with(new Habits(habits.keys(), habits.preparing(), List.of(reports), habits.omitted()));
    }

    /** It also inserts rows without its columns, whose value is absent then. */
    public AppVersion leavesOut() {
        return leavesOut(OptionalLong.empty());
    }

    /** It also inserts rows without its columns, whose defaults are how it writes this value down. */
    public AppVersion leavesOut(long value) {
        return leavesOut(OptionalLong.of(value));
    }

    private AppVersion leavesOut(OptionalLong value) {
        var more = EnumSet.copyOf(ops);
        more.add(Op.INSERT_SHORT);
        var changed = new Habits(habits.keys(), habits.preparing(), habits.reports(), value);
        return new AppVersion(name, rows, encoding, absent, more, changed);
    }

    private AppVersion with(Habits changed) {
        return new AppVersion(name, rows, encoding, absent, ops, changed);
    }

    /** The parameters for a value. */
    List<Optional<Object>> parameters(OptionalLong value) {
        if (value.isEmpty()) {
            return absent;
        }
        return encoding.of(value.getAsLong()).stream().map(Optional::of).toList();
    }

    /** What is compared of a value, as the server prints it. */
    List<Optional<String>> text(OptionalLong value) {
        var parameters = parameters(value);
        var text = new ArrayList<Optional<String>>();
        for (var at = 0; at < parameters.size(); at++) {
            if (rows.fields().get(at).comparison() == Field.Comparison.COMPARED) {
                text.add(parameters.get(at).map(String::valueOf));
            }
        }
        return text;
    }
}
