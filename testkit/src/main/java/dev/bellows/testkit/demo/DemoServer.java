package dev.bellows.testkit.demo;

import dev.bellows.testkit.mysql.MysqlServer;
import dev.bellows.testkit.mysql.MysqlVersion;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.scenario.CaseServer;
import dev.bellows.testkit.scenario.OnPostgres;
import dev.bellows.testkit.scenario.mysql.OnMysql;
import java.util.List;
import java.util.Map;

/** The servers that the demonstration can bring. */
public enum DemoServer {
    POSTGRES {
        @Override
        public boolean available() {
            return true;
        }

        @Override
        String title() {
            return "PostgreSQL 18";
        }

        @Override
        Started start() {
            var server = PostgresServer.start(PostgresVersion.V18, Map.of("max_wal_size", "4GB"));
            return new Started(new OnPostgres(server), server::close);
        }

        @Override
        DemoTable table() {
            return PostgresDemoTable.TABLE;
        }
    },
    MYSQL {
        @Override
        List<MysqlVersion> newestFirst() {
            return List.of(MysqlVersion.MYSQL_9_7, MysqlVersion.MYSQL_8_0);
        }
    },
    MARIADB {
        @Override
        List<MysqlVersion> newestFirst() {
            return List.of(MysqlVersion.MARIADB_11_8, MysqlVersion.MARIADB_11_4, MysqlVersion.MARIADB_10_11);
        }
    };

    /** A server that runs until it is closed, with its files. */
    record Started(CaseServer server, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }

    /** The newest that can be started here. */
    private List<MysqlVersion> here() {
        return newestFirst().stream().filter(MysqlVersion::available).limit(1).toList();
    }

    List<MysqlVersion> newestFirst() {
        return List.of();
    }

    /** Whether it can be started on this machine; may download it. */
    public boolean available() {
        return !here().isEmpty();
    }

    String title() {
        return here().getFirst().toString();
    }

    Started start() {
        var server = MysqlServer.start(here().getFirst());
        return new Started(new OnMysql(server), server::close);
    }

    DemoTable table() {
        return MysqlDemoTable.TABLE;
    }
}
