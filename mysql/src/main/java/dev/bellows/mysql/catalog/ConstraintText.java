package dev.bellows.mysql.catalog;

import dev.bellows.mysql.catalog.Words.Kind;
import dev.bellows.schema.Column;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Index.Validity;
import dev.bellows.schema.TableName;
import java.util.List;
import java.util.Optional;

/** Reads {@code CONSTRAINT name FOREIGN KEY …} and {@code CONSTRAINT name CHECK …}. */
final class ConstraintText {
    private ConstraintText() {}

    static Constraint constraint(Words text, String schema, List<Column> columns) {
        var words = text.list();
        var name = words.get(1).name();
        var definition = text.between(2, words.size());
        if (words.get(2).is("FOREIGN")) {
            return new Constraint(
                    name,
                    Constraint.Kind.FOREIGN_KEY,
                    group(words, 0).names(),
                    definition,
                    Optional.of(referenced(words, schema)),
                    Validity.VALID,
                    Optional.empty());
        }
        var named = text.names();
        return new Constraint(
                name,
                Constraint.Kind.CHECK,
                columns.stream().map(Column::name).filter(named::contains).toList(),
                definition,
                Optional.empty(),
                text.has("ENFORCED") ? Validity.INVALID : Validity.VALID, // only NOT ENFORCED is ever written
                Optional.empty());
    }

    /** The columns that a foreign key points at. */
    static List<String> referencedColumns(Words text) {
        return group(text.list(), 1).names();
    }

    private static Words group(List<Words.Word> words, int index) {
        return Words.of(words.stream()
                .filter(word -> word.kind() == Kind.GROUP)
                .skip(index)
                .findFirst()
                .orElseThrow()
                .inner());
    }

    private static TableName referenced(List<Words.Word> words, String schema) {
        var names = words.stream()
                .dropWhile(word -> !word.is("REFERENCES"))
                .takeWhile(word -> word.kind() != Kind.GROUP)
                .filter(word -> word.kind() == Kind.NAME)
                .map(Words.Word::name)
                .toList();
        return names.size() == 1
                ? new TableName(schema, names.getFirst())
                : new TableName(names.getFirst(), names.getLast());
    }
}
