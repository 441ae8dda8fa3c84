package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.mysql.MysqlSakila;
import dev.bellows.testkit.mysql.MysqlServer;
import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.scenario.CaseDatabase;
import dev.bellows.testkit.scenario.CaseServer;
import java.sql.SQLException;

/** Cases on a MySQL or MariaDB server. */
public record OnMysql(MysqlServer server) implements CaseServer {

    @Override
    public CaseDatabase create(Case.Origin origin) throws SQLException {
        return new MysqlCaseDatabase(
                switch (origin) {
                    case EMPTY -> server.createDatabase();
                    case SAKILA -> MysqlSakila.load(server);
                });
    }

    @Override
    public String toString() {
        return server.version().toString();
    }
}
