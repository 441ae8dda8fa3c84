package dev.bellows.testkit.scenario;

import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.Sakila;
import java.sql.SQLException;

/** Cases on a PostgreSQL server. */
public record OnPostgres(PostgresServer server) implements CaseServer {

    @Override
    public CaseDatabase create(Case.Origin origin) throws SQLException {
        return new PostgresCaseDatabase(
                switch (origin) {
                    case EMPTY -> server.createDatabase();
                    case SAKILA -> Sakila.load(server);
                });
    }

    @Override
    public String toString() {
        return server.version().toString();
    }
}
