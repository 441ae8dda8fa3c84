package dev.bellows.testkit.scenario.mysql;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.mysql.MysqlDataSnapshot;
import dev.bellows.testkit.mysql.MysqlDatabase;
import dev.bellows.testkit.mysql.MysqlSchemaSnapshot;
import dev.bellows.testkit.mysql.MysqlServer;
import dev.bellows.testkit.scenario.CaseDatabase;
import dev.bellows.testkit.scenario.Snapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A MySQL or MariaDB database that a case is tried on. What Bellows keeps in its own database is not compared. */
record MysqlCaseDatabase(MysqlDatabase database) implements CaseDatabase {

    @Override
    public void prepare(String ddl) throws SQLException {
        database.run(MysqlServer.ADMINISTRATOR, ddl);
        MysqlPermissions.grant(database);
    }

    @Override
    public void analyze() throws SQLException {
        var tables = MysqlDataSnapshot.tables(database);
        database.execute("ANALYZE TABLE " + String.join(", ", tables));
    }

    @Override
    public void run(MigrationFile file) throws SQLException {
        database.run(MysqlPermissions.BELLOWS, file.text());
    }

    @Override
    public Bellows bellows(RunListener listener) {
        return MysqlBellows.at(
                database.server().url(database.name(), MysqlPermissions.BELLOWS), database.name(), listener);
    }

    @Override
    public Snapshot schema() throws SQLException {
        var lines = MysqlSchemaSnapshot.of(database).lines();
        return new Snapshot(new TreeMap<>(Map.<String, List<String>>of("dictionary", lines)));
    }

    @Override
    public Snapshot rows(Set<String> hidden) throws SQLException {
        return new Snapshot(MysqlDataSnapshot.of(database, hidden).tables());
    }

    @Override
    public void drop() throws SQLException {
        database.drop();
        database.server().execute("DROP DATABASE IF EXISTS " + MysqlPermissions.state(database));
    }
}
