package dev.bellows.testkit.scenario;

import dev.bellows.testkit.postgres.CatalogSnapshot;
import dev.bellows.testkit.postgres.PgDump;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.SchemaDump;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A schema as the catalogue and, where there is one, pg_dump show it. */
record Schema(CatalogSnapshot catalogue, Optional<SchemaDump> dump) {

    static Schema of(PostgresDatabase database) throws SQLException {
        return new Schema(
                CatalogSnapshot.of(database), PgDump.find().map(program -> program.schema(database, "bellows")));
    }

    /** What differs; empty when equal. */
    List<String> diff(Schema other) {
        var differences = new ArrayList<>(catalogue.diff(other.catalogue));
        if (dump.isPresent() && other.dump.isPresent()) {
            differences.addAll(dump.get().diff(other.dump.get()));
        }
        return differences;
    }
}
