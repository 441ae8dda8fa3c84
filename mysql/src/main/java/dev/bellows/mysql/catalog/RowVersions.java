package dev.bellows.mysql.catalog;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Problem;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Counts the row versions of tables: each column that MySQL adds or drops INSTANT spends one, and the statement fails
 * when none is left (MySQL manual, "Online DDL Operations"). Only who has the privilege PROCESS may look.
 */
final class RowVersions {
    /** Expand adds, and purge drops; a rollback and another attempt do so once more. */
    private static final int LEAST_LEFT = 4;

    private static final int COUNTED_SINCE = 80_029;
    private static final int MANY_SINCE = 90_100;
    private static final int NOT_ALLOWED = 1227;

    private static final String USED = """
            SELECT COALESCE(MAX(TOTAL_ROW_VERSIONS), 0) FROM information_schema.INNODB_TABLES
            WHERE NAME = ? OR NAME LIKE ?""";

    private final Session session;

    RowVersions(Session session) {
        this.session = session;
    }

    List<Problem> problems(Migration migration, Collection<Table> tables) throws SQLException {
        var problems = new ArrayList<Problem>();
        if (session.version().isMysqlFrom(COUNTED_SINCE)) {
            var positions = MentionedTables.of(migration);
            for (var table : tables) {
                var left = limit() - used(table.name());
                if (left < LEAST_LEFT) {
                    problems.add(new Problem(
                            "row-versions-used-up",
                            Optional.ofNullable(positions.get(table.name())),
                            "%s has %d of its %d row versions left: columns were added or dropped INSTANT that often"
                                    .formatted(table.name(), left, limit()),
                            "Rebuild it in a quiet hour: ALTER TABLE %s ENGINE = InnoDB, ALGORITHM = INPLACE, LOCK = NONE"
                                    .formatted(Quoted.table(table.name()))));
                }
            }
        }
        return problems;
    }

    private int limit() {
        return session.version().isMysqlFrom(MANY_SINCE) ? 255 : 64;
    }

    private int used(TableName table) throws SQLException {
        var name = encoded(table.schema()) + "/" + encoded(table.name());
        try {
            return Integer.parseInt(session.text(USED, name, name.replace("_", "\\_") + "#p#%"));
        } catch (SQLException e) {
            if (e.getErrorCode() == NOT_ALLOWED) {
                return 0;
            }
            throw e;
        }
    }

    /** As InnoDB writes a name: what is neither letter, digit nor underscore as its code. */
    private static String encoded(String name) {
        var text = new StringBuilder();
        for (var index = 0; index < name.length(); index++) {
            var c = name.charAt(index);
            var isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
            text.append(isPlain ? String.valueOf(c) : "@%04x".formatted((int) c));
        }
        return text.toString();
    }
}
