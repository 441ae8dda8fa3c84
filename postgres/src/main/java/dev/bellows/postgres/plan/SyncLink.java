package dev.bellows.postgres.plan;

import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Two shapes of the same data on one table: old columns and new columns that both versions of the application write.
 *
 * @param olds the old columns that the sync sets from the new shape, with the expression for each
 * @param news the new columns that the sync sets from the old shape, with the expression for each
 */
record SyncLink(List<Target> olds, List<Target> news) {

    /**
     * A column that the sync sets.
     *
     * @param column the column with its type and the default that it has while the sync runs
     * @param value what it is set to
     */
    record Target(Column column, CheckedExpression value) {
        String name() {
            return column.name();
        }

        /**
         * Its default if two evaluations in one transaction agree; only then a value can be told from a default. Cast,
         * because the server keeps it in a type of its own: DEFAULT 0 of a numeric is an integer, now() of a date is not
         * today.
         */
        Optional<String> comparableDefault() {
            return column.defaultValue()
                    .filter(d -> d.volatility() != Column.Volatility.VOLATILE)
                    .map(d -> "CAST(%s AS %s)".formatted(d.sql(), column.type()));
        }
    }

    SyncLink {
        olds = List.copyOf(olds);
        news = List.copyOf(news);
    }

    /** Every column of the row that the new shape is computed from. */
    List<String> sources() {
        var columns = new TreeSet<String>();
        news.forEach(target -> columns.addAll(target.value().columns()));
        return List.copyOf(columns);
    }

    List<String> newNames() {
        return news.stream().map(Target::name).toList();
    }

    boolean isVolatile() {
        return news.stream().anyMatch(target -> target.value().volatility() == Column.Volatility.VOLATILE);
    }
}
