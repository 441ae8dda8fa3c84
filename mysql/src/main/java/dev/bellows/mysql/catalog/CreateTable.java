package dev.bellows.mysql.catalog;

import dev.bellows.mysql.catalog.Words.Kind;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.Column;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Index;
import dev.bellows.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What SHOW CREATE TABLE says: the one place where these servers tell everything of a table, in words that they take
 * again.
 *
 * @param parts the columns, keys and constraints in its parentheses
 * @param options what stands behind them
 */
record CreateTable(List<Words> parts, String options) {
    private static final Set<String> KEYS = Set.of("PRIMARY", "UNIQUE", "KEY", "FULLTEXT", "SPATIAL", "VECTOR");

    CreateTable {
        parts = List.copyOf(parts);
    }

    static CreateTable read(Session session, TableName table) throws SQLException {
        return of(session.first("SHOW CREATE TABLE " + Quoted.table(table), row -> row.getString(2))
                .orElseThrow());
    }

    static CreateTable of(String text) {
        var words = Words.of(text);
        for (var index = 0; index < words.list().size(); index++) {
            var word = words.list().get(index);
            if (word.kind() == Kind.GROUP) {
                return new CreateTable(
                        Words.of(word.inner()).parts(),
                        words.between(index + 1, words.list().size()));
            }
        }
        throw new IllegalArgumentException("no columns in " + text);
    }

    List<Column> columns() {
        return parts.stream()
                .filter(part -> part.list().getFirst().kind() == Kind.NAME)
                .map(part -> ColumnText.column(Phrases.of(part)))
                .toList();
    }

    /** Sorted by name. */
    List<Index> indexes() {
        var columns = columns();
        return parts.stream()
                .filter(part -> isKey(part.list().getFirst()))
                .map(part -> KeyText.of(part).index(columns))
                .sorted(Comparator.comparing(Index::name))
                .toList();
    }

    /** Those that are keys, too; sorted by name. */
    List<Constraint> constraints(String schema) {
        var columns = columns();
        var found = new ArrayList<Constraint>();
        for (var part : parts) {
            var first = part.list().getFirst();
            if (first.is("CONSTRAINT")) {
                found.add(ConstraintText.constraint(part, schema, columns));
            } else if (first.is("PRIMARY") || first.is("UNIQUE")) {
                found.add(KeyText.of(part).constraint());
            }
        }
        found.sort(Comparator.comparing(Constraint::name));
        return List.copyOf(found);
    }

    private static boolean isKey(Words.Word word) {
        return word.kind() == Kind.WORD && KEYS.contains(word.upper());
    }
}
