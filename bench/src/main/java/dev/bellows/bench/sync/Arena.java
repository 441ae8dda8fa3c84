package dev.bellows.bench.sync;

import dev.bellows.bench.ground.Migrated;
import dev.bellows.bench.ground.Sql;
import dev.bellows.bench.ground.Users;
import dev.bellows.listen.RunListener;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.scenario.Permissions;
import java.sql.SQLException;

/** A database with the same table in the state of each contender. */
record Arena(PostgresDatabase database, Shape shape, long rows) {

    /** Makes the tables; the one of Bellows is migrated as far as contract. */
    static Arena prepare(PostgresDatabase database, Shape shape, long rows) throws SQLException {
        var arena = new Arena(database, shape, rows);
        for (var contender : Contender.values()) {
            var table = contender.table();
            Sql.each(database, Users.create(table), Users.insert(table, 1, rows), "VACUUM (ANALYZE) " + table);
        }
        Permissions.grant(database);
        for (var contender : Contender.values()) {
            arena.prepare(contender);
        }
        return arena;
    }

    private void prepare(Contender contender) throws SQLException {
        var table = contender.table();
        switch (contender) {
            case BEFORE -> {}
            case COLUMNS -> Sql.each(database, shape.addFilled(table));
            case BELLOWS -> Migrated.upToContract(Migrated.bellows(database, RunListener.SILENT), shape.file(table));
            case PEER -> {
                Sql.each(database, shape.addFilled(table));
                shape.peer(table).create(database);
            }
        }
    }

    /** The statement on a table that was just written anew, right after a checkpoint. */
    Took took(Operation operation, Contender contender) throws SQLException {
        var table = contender.table();
        Sql.each(
                database,
                "DELETE FROM %s WHERE id > %d".formatted(table, rows),
                "VACUUM (FULL, ANALYZE) " + table,
                "VACUUM " + table,
                "CHECKPOINT");
        try (var connection = database.connection("app_old")) {
            return Took.by(connection, shape.statement(operation, table, rows), operation.written(rows));
        }
    }
}
