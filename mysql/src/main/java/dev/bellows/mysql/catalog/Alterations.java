package dev.bellows.mysql.catalog;

import dev.bellows.migration.Migration;
import dev.bellows.migration.SourcePosition;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.Table;
import java.util.List;

/** What a plan may do to a table. Pure; asked again with what the server has answered, until it asks for nothing new. */
public interface Alterations {

    /**
     * ALTER TABLE statements that follow each other.
     *
     * @param clauses of each, what stands behind the name of the table, without ALGORITHM and LOCK
     * @param position of the operation that they are for
     */
    record Sequence(List<String> clauses, SourcePosition position) {
        public Sequence {
            clauses = List.copyOf(clauses);
        }
    }

    /** For one table, with what is known so far: all but some of the costs. */
    List<Sequence> of(Migration migration, Catalog known, Table table);
}
