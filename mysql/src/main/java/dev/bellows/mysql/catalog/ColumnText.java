package dev.bellows.mysql.catalog;

import dev.bellows.mysql.sql.StringLiteral;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import dev.bellows.schema.Column.ColumnKind;
import dev.bellows.schema.Column.ColumnTraits;
import dev.bellows.schema.Column.Nullability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a column of its definition. What the server leaves out because it is the table's own is left out here, too. */
final class ColumnText {
    /** What has a place of its own in a column; the rest are options. */
    private static final Set<String> KNOWN = Set.of("COLLATE", "NULL", "DEFAULT", "AUTO_INCREMENT", "COMMENT");

    private static final String REQUIRED = "NOT NULL";

    private ColumnText() {}

    static Column column(Phrases definition) {
        return new Column(
                definition.name(),
                definition.type(),
                definition.first("COLLATE").map(Phrases.Phrase::rest),
                isRequired(definition) ? Nullability.NOT_NULL : Nullability.NULLABLE,
                defaultValue(definition),
                kind(definition),
                traits(definition));
    }

    private static boolean isRequired(Phrases definition) {
        return definition.list().stream().anyMatch(ColumnText::isRequired);
    }

    private static boolean isRequired(Phrases.Phrase phrase) {
        return phrase.text().equalsIgnoreCase(REQUIRED);
    }

    /** DEFAULT NULL is to have none. */
    private static Optional<ColumnDefault> defaultValue(Phrases definition) {
        return definition
                .first("DEFAULT")
                .map(Phrases.Phrase::rest)
                .filter(sql -> !sql.equalsIgnoreCase("NULL"))
                .map(sql -> new ColumnDefault(sql, FunctionNames.volatility(sql)));
    }

    private static ColumnKind kind(Phrases definition) {
        if (definition.has("GENERATED")) {
            return ColumnKind.GENERATED;
        }
        return definition.has("AUTO_INCREMENT") ? ColumnKind.IDENTITY_BY_DEFAULT : ColumnKind.PLAIN;
    }

    private static ColumnTraits traits(Phrases definition) {
        var none = ColumnTraits.NONE;
        return new ColumnTraits(
                definition.first("COMMENT").map(comment -> StringLiteral.value(comment.rest())),
                none.statisticsTarget(),
                options(definition),
                none.grants(),
                none.ownedSequence(),
                none.domain(),
                none.origin());
    }

    private static List<String> options(Phrases definition) {
        return definition.list().stream()
                .filter(phrase -> !KNOWN.contains(phrase.keyword()) && !isRequired(phrase))
                .map(Phrases.Phrase::text)
                .toList();
    }
}
