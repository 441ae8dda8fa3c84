package dev.bellows.cli;

import dev.bellows.cli.settings.Address;
import dev.bellows.cli.settings.Settings;
import dev.bellows.dialect.Dialect;
import dev.bellows.mysql.MysqlDialect;
import dev.bellows.mysql.catalog.MysqlCatalogReader;
import dev.bellows.mysql.plan.MysqlPlanner;
import dev.bellows.mysql.plan.PlannedAlterations;
import dev.bellows.mysql.session.MysqlSessions;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.mysql.sql.MysqlFrontEnd;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.util.SortedMap;

/** Puts together what speaks to MySQL and MariaDB. */
final class MysqlWiring {
    private MysqlWiring() {}

    static Dialect dialect(Settings.Database database, Address.Mysql address, SortedMap<TableName, Table.Size> sizes) {
        var connections = new MysqlConnections(database, address);
        var name = address.database();
        return MysqlDialect.of(
                new MysqlSessions(connections),
                file -> new MysqlFrontEnd(connections.grammar(), name).parse(file),
                new NotingReader(
                        (connection, migration) -> new MysqlCatalogReader(
                                        connections.grammar(),
                                        name,
                                        new PlannedAlterations(new ExpressionText(connections.grammar())))
                                .read(connection, migration),
                        sizes),
                (migration, catalog, planning) ->
                        new MysqlPlanner(new ExpressionText(connections.grammar())).plan(migration, catalog, planning),
                name);
    }
}
