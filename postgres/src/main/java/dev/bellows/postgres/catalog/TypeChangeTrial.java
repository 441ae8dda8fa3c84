package dev.bellows.postgres.catalog;

import dev.bellows.migration.Operation.ChangeType;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Table;
import dev.bellows.schema.TypeChangeCost;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Finds what a type change in place would cost, by making it on an empty copy of the table with its indexes: the
 * server writes new files exactly where it would write them for the real table.
 */
final class TypeChangeTrial {
    private static final String FILES = """
            SELECT coalesce(string_agg(file, ',' ORDER BY file), '') FROM (
              SELECT pg_relation_filenode(?::regclass)::text AS file
              UNION ALL SELECT pg_relation_filenode(i.indexrelid)::text FROM pg_index i WHERE i.indrelid = ?::regclass) f""";

    private static final String TYPE = """
            SELECT format_type(a.atttypid, a.atttypmod) || ' ' || a.attcollation FROM pg_attribute a
            WHERE a.attrelid = ?::regclass AND a.attname = ?""";

    private final Session session;

    TypeChangeTrial(Session session) {
        this.session = session;
    }

    /** What the server thinks of a change. */
    sealed interface Answer {
        record Possible(TypeChangeCost cost) implements Answer {}

        record Refused(String message) implements Answer {}
    }

    /** With the default that the column has when the change comes to it, if any. */
    Answer ask(Table table, String column, ChangeType change, Optional<String> value) throws SQLException {
        return session.rolledBack(() -> {
            try {
                session.withOrdinaryNames();
                return new Answer.Possible(judged(table, column, change, value));
            } catch (SQLException e) {
                if (!Session.isRefusal(e)) {
                    throw e;
                }
                return new Answer.Refused(ExpressionTrial.message(e));
            }
        });
    }

    private TypeChangeCost judged(Table table, String column, ChangeType change, Optional<String> value)
            throws SQLException {
        var copy = "pg_temp." + Session.quoted(table.name().name());
        session.run("CREATE TEMPORARY TABLE %s (LIKE %s.%s INCLUDING INDEXES INCLUDING CONSTRAINTS)"
                .formatted(
                        copy,
                        Session.quoted(table.name().schema()),
                        Session.quoted(table.name().name())));
        if (value.isPresent()) {
            session.run("ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s"
                    .formatted(copy, Session.quoted(column), value.get()));
        }
        var files = session.text(FILES, copy, copy);
        var type = session.text(TYPE, copy, column);
        session.run("ALTER TABLE %s ALTER COLUMN %s TYPE %s%s%s"
                .formatted(
                        copy,
                        Session.quoted(column),
                        change.type(),
                        change.collation().map(c -> " COLLATE " + c).orElse(""),
                        change.using().map(u -> " USING " + u).orElse("")));
        if (!session.text(FILES, copy, copy).equals(files)) {
            return TypeChangeCost.REWRITE;
        }
        if (session.text(TYPE, copy, column).equals(type)) {
            return TypeChangeCost.NOTHING;
        }
        return isChecked(table, column) ? TypeChangeCost.REWRITE : TypeChangeCost.CATALOGUE_ONLY;
    }

    /** A CHECK on the column is checked again for every row, under the same lock. */
    private static boolean isChecked(Table table, String column) {
        return table.constraints().stream()
                .anyMatch(c -> c.kind() == Constraint.Kind.CHECK && c.columns().contains(column));
    }
}
