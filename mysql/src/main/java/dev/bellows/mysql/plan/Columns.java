package dev.bellows.mysql.plan;

import dev.bellows.mysql.catalog.ServerVersion;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import dev.bellows.schema.Column.ColumnTraits;
import dev.bellows.schema.Column.Nullability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A column with something about it changed. */
final class Columns {
    private static final String INVISIBLE = "INVISIBLE";
    /** How the comment of a column begins that is there for Bellows only. */
    private static final String OURS = "Bellows: ";

    /** For {@link #ours}: the other name, or the other shape, of data that the application knows. */
    static final String IN_SYNC = "kept in sync by a migration";

    private Columns() {}

    /** The clause that makes a column this one. */
    static String changed(String name, Column becomes) {
        return "CHANGE COLUMN %s %s %s"
                .formatted(Quoted.name(name), Quoted.name(becomes.name()), ColumnDefinition.of(becomes));
    }

    /** The clause that adds a column. */
    static String added(Column column, String place) {
        return "ADD COLUMN %s %s%s".formatted(Quoted.name(column.name()), ColumnDefinition.of(column), place);
    }

    /** A hidden column that nobody writes must have a default (MariaDB, error 4108). */
    static Column defaulted(Column column) {
        if (!column.isNotNull() || column.defaultValue().isPresent()) {
            return column;
        }
        var text = ColumnType.of(column.type()).isText() ? Optional.of("''") : Optional.<String>empty();
        return defaulting(
                column, Sentinel.of(column.type()).map(Sentinel::literal).or(() -> text));
    }

    static Column named(Column column, String name) {
        return new Column(
                name,
                column.type(),
                column.collation(),
                column.nullability(),
                column.defaultValue(),
                column.kind(),
                column.traits());
    }

    static Column ofType(Column column, String type, Optional<String> collation) {
        return new Column(
                column.name(),
                type,
                collation,
                column.nullability(),
                column.defaultValue(),
                column.kind(),
                column.traits());
    }

    static Column nullable(Column column, Nullability nullability) {
        return new Column(
                column.name(),
                column.type(),
                column.collation(),
                nullability,
                column.defaultValue(),
                column.kind(),
                column.traits());
    }

    static Column defaulting(Column column, Optional<String> sql) {
        return new Column(
                column.name(),
                column.type(),
                column.collation(),
                column.nullability(),
                sql.map(value -> new ColumnDefault(value, Column.Volatility.IMMUTABLE)),
                column.kind(),
                column.traits());
    }

    static Column commented(Column column, Optional<String> comment) {
        return with(column, comment, column.traits().options());
    }

    /** As other code does not see it that names no columns; where the server does not know that, as it is. */
    static Column hidden(Column column, ServerVersion server) {
        var options = new ArrayList<>(visible(column).traits().options());
        if (server.hidesColumns()) {
            options.add(INVISIBLE);
        }
        return with(column, column.traits().comment(), options);
    }

    static Column visible(Column column) {
        var options = new ArrayList<>(column.traits().options());
        options.remove(INVISIBLE);
        return with(column, column.traits().comment(), options);
    }

    /** A column that is there for Bellows: hidden, with the sentinel for a default, and a comment that says what for. */
    static Column ours(Column column, Optional<Sentinel> sentinel, String purpose, ServerVersion server) {
        var bare = new Column(
                column.name(),
                sentinel.map(Sentinel::type).orElse(column.type()),
                column.collation(),
                column.nullability(),
                sentinel.map(s -> new ColumnDefault(s.literal(), Column.Volatility.IMMUTABLE))
                        .or(column::defaultValue),
                Column.ColumnKind.PLAIN,
                ColumnTraits.NONE);
        return commented(hidden(bare, server), Optional.of(comment(purpose)));
    }

    /** With the expressions of its CHECKs changed. */
    static Column checking(Column column, UnaryOperator<String> expression) {
        var options = column.traits().options().stream()
                .map(option -> option.startsWith(ColumnDefinition.CHECK)
                        ? ColumnDefinition.CHECK
                                + " "
                                + expression.apply(option.substring(ColumnDefinition.CHECK.length()))
                        : option)
                .toList();
        return with(column, column.traits().comment(), options);
    }

    static String comment(String purpose) {
        return OURS + purpose;
    }

    private static Column with(Column column, Optional<String> comment, List<String> options) {
        return new Column(
                column.name(),
                column.type(),
                column.collation(),
                column.nullability(),
                column.defaultValue(),
                column.kind(),
                new ColumnTraits(
                        comment,
                        column.traits().statisticsTarget(),
                        options,
                        column.traits().grants(),
                        column.traits().ownedSequence(),
                        column.traits().domain(),
                        column.traits().origin()));
    }
}
