package dev.bellows.testkit.kill;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.testkit.mysql.MysqlDatabase;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.Roles;
import dev.bellows.testkit.scenario.BellowsOn;
import dev.bellows.testkit.scenario.mysql.MysqlBellows;
import dev.bellows.testkit.scenario.mysql.MysqlPermissions;
import java.sql.DriverManager;
import java.util.List;

/**
 * The database of a {@link DoomedRun}, told in words that fit into a command line.
 *
 * @param url for the role of Bellows
 */
public record Target(Wiring wiring, String url, String database) {

    /** How Bellows is put together. */
    enum Wiring {
        POSTGRES,
        MYSQL
    }

    public static Target of(PostgresDatabase database) {
        return new Target(Wiring.POSTGRES, database.url(Roles.BELLOWS), database.name());
    }

    public static Target of(MysqlDatabase database) {
        var url = database.server().url(database.name(), MysqlPermissions.BELLOWS);
        return new Target(Wiring.MYSQL, url, database.name());
    }

    /** The same as three arguments. */
    List<String> arguments() {
        return List.of(wiring.name(), url, database);
    }

    static Target parse(List<String> arguments) {
        return new Target(Wiring.valueOf(arguments.get(0)), arguments.get(1), arguments.get(2));
    }

    Bellows bellows(RunListener listener) {
        return switch (wiring) {
            case POSTGRES -> BellowsOn.connections(() -> DriverManager.getConnection(url), listener);
            case MYSQL -> MysqlBellows.at(url, database, listener);
        };
    }
}
