package dev.bellows.cli;

import dev.bellows.dialect.CatalogReader;
import dev.bellows.migration.Migration;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;

/** Notes the sizes of the tables that are read on the way, for people. */
record NotingReader(CatalogReader reader, SortedMap<TableName, Table.Size> sizes) implements CatalogReader {
    @Override
    public Reading read(Connection connection, Migration migration) throws SQLException {
        var reading = reader.read(connection, migration);
        reading.catalog().tables().forEach((name, table) -> sizes.put(name, table.size()));
        return reading;
    }
}
