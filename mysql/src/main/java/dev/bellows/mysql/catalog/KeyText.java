package dev.bellows.mysql.catalog;

import dev.bellows.mysql.catalog.Words.Kind;
import dev.bellows.mysql.sql.StringLiteral;
import dev.bellows.schema.Column;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Index;
import dev.bellows.schema.Index.Uniqueness;
import dev.bellows.schema.Index.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of a table as SHOW CREATE TABLE writes it.
 *
 * @param text the clause
 * @param name of the index, which a primary key has without saying
 * @param parts what stands in its parentheses
 * @param place of the parentheses among the words
 */
record KeyText(Words text, String name, List<Words> parts, int place) {
    private static final String PRIMARY = "PRIMARY";

    KeyText {
        parts = List.copyOf(parts);
    }

    static KeyText of(Words text) {
        var place = 0;
        while (text.list().get(place).kind() != Kind.GROUP) {
            place++;
        }
        var name = text.list().get(place - 1);
        return new KeyText(
                text,
                name.kind() == Kind.NAME ? name.name() : PRIMARY,
                Words.of(text.list().get(place).inner()).parts(),
                place);
    }

    private boolean isPrimary() {
        return text.list().getFirst().is(PRIMARY);
    }

    private boolean isUnique() {
        return isPrimary() || text.list().getFirst().is("UNIQUE");
    }

    Index index(List<Column> columns) {
        return new Index(
                name,
                text.text(),
                columns(),
                new Index.Key(
                        parts.stream().map(part -> part(part, columns)).toList(),
                        Optional.empty(),
                        Index.Nulls.DISTINCT),
                isUnique() ? Uniqueness.UNIQUE : Uniqueness.PLAIN,
                isUnique() ? Optional.of(name) : Optional.empty(),
                Optional.empty(),
                Validity.VALID,
                new Index.Traits(comment(), List.of()));
    }

    /** Every column, also those that only an expression names. */
    private List<String> columns() {
        var columns = new ArrayList<String>();
        for (var part : parts) {
            part.names().stream().filter(name -> !columns.contains(name)).forEach(columns::add);
        }
        return columns;
    }

    /** A prefix is what two rows may not have in common. */
    private static Index.Part part(Words part, List<Column> columns) {
        var first = part.list().getFirst();
        if (first.kind() != Kind.NAME) {
            return new Index.Part(first.text(), "");
        }
        var type = columns.stream()
                .filter(column -> column.name().equals(first.name()))
                .map(column -> bare(column.type()))
                .findFirst()
                .orElse("");
        var hasPrefix = part.list().size() > 1 && part.list().get(1).kind() == Kind.GROUP;
        return hasPrefix
                ? new Index.Part(
                        "left(%s, %s)"
                                .formatted(first.text(), part.list().get(1).inner()),
                        type)
                : new Index.Part(first.text(), type);
    }

    private static String bare(String type) {
        return Words.of(type).list().getFirst().text().toLowerCase(Locale.ROOT);
    }

    private Optional<String> comment() {
        var words = text.list();
        for (var index = place + 1; index < words.size() - 1; index++) {
            if (words.get(index).is("COMMENT")) {
                return Optional.of(StringLiteral.value(words.get(index + 1).text()));
            }
        }
        return Optional.empty();
    }

    /** The constraint that a primary or unique key is. */
    Constraint constraint() {
        var kinds = isPrimary() ? "PRIMARY KEY " : "UNIQUE KEY ";
        return new Constraint(
                name,
                isPrimary() ? Constraint.Kind.PRIMARY_KEY : Constraint.Kind.UNIQUE,
                columns(),
                kinds + text.between(place, text.list().size()),
                Optional.empty(),
                Validity.VALID,
                Optional.empty());
    }
}
