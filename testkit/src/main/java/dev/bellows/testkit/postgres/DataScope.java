package dev.bellows.testkit.postgres;

import java.util.Set;

/** What a {@link DataSnapshot} leaves out: schemas by name, columns as {@code schema.table.column}. */
public record DataScope(Set<String> hiddenSchemas, Set<String> hiddenColumns) {
    /** Everything but the schema of Bellows. */
    public static final DataScope ALL = new DataScope(CatalogSnapshot.BELLOWS, Set.of());

    public DataScope {
        hiddenSchemas = Set.copyOf(hiddenSchemas);
        hiddenColumns = Set.copyOf(hiddenColumns);
    }

    /** The same without these columns, each {@code schema.table.column}. */
    public DataScope without(String... columns) {
        return new DataScope(hiddenSchemas, Set.of(columns));
    }
}
