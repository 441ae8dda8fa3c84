package dev.bellows.testkit.scenario;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.postgres.CatalogSnapshot;
import dev.bellows.testkit.postgres.DataScope;
import dev.bellows.testkit.postgres.DataSnapshot;
import dev.bellows.testkit.postgres.PgDump;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.Roles;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A PostgreSQL database that a case is tried on. Its tables are in the schema {@code public}. */
record PostgresCaseDatabase(PostgresDatabase database) implements CaseDatabase {
    private static final String SCHEMA = "public.";

    @Override
    public void prepare(String ddl) throws SQLException {
        Roles.prepare(database);
        database.execute(ddl);
        Permissions.grant(database);
    }

    @Override
    public void analyze() throws SQLException {
        database.execute("ANALYZE");
    }

    @Override
    public void run(MigrationFile file) throws SQLException {
        database.executeAs(Roles.BELLOWS, file.text());
    }

    @Override
    public Bellows bellows(RunListener listener) {
        return BellowsOn.connections(() -> database.connection(Roles.BELLOWS), listener);
    }

    /** As the catalogue and, where there is one, pg_dump show it. */
    @Override
    public Snapshot schema() throws SQLException {
        var parts = new TreeMap<String, List<String>>();
        parts.put("catalogue", CatalogSnapshot.of(database).lines());
        PgDump.find()
                .ifPresent(program ->
                        parts.put("pg_dump", program.schema(database, "bellows").lines()));
        return new Snapshot(parts);
    }

    @Override
    public Snapshot rows(Set<String> hidden) throws SQLException {
        var columns = hidden.stream().map(SCHEMA::concat).toArray(String[]::new);
        var tables = new TreeMap<String, List<String>>();
        DataSnapshot.of(database, DataScope.ALL.without(columns))
                .tables()
                .forEach((table, content) -> tables.put(plain(table), lines(content)));
        return new Snapshot(tables);
    }

    private static String plain(String table) {
        return table.startsWith(SCHEMA) ? table.substring(SCHEMA.length()) : table;
    }

    private static List<String> lines(DataSnapshot.Content content) {
        return content.rows().size() == content.count()
                ? content.rows()
                : List.of("%d rows with hash %s".formatted(content.count(), content.hash()));
    }

    @Override
    public void drop() throws SQLException {
        database.drop();
    }
}
