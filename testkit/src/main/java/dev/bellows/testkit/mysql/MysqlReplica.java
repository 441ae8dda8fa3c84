package dev.bellows.testkit.mysql;

import java.sql.SQLException;
import java.util.Map;

/** A server that follows another by GTID from its first change on; it can be made to lag. */
public final class MysqlReplica implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;
    private static final String ACCOUNT = "replication";

    private final MysqlServer source;
    private final MysqlServer server;
    private final Words words;

    /** Since 8.0.22 MySQL has new words; MariaDB understands only the old ones in all its versions. */
    private enum Words {
        REPLICA,
        SLAVE
    }

    private MysqlReplica(MysqlServer source, MysqlServer server, Words words) {
        this.source = source;
        this.server = server;
        this.words = words;
    }

    static MysqlReplica of(MysqlServer source, Map<String, String> options) throws SQLException {
        source.execute(
                "CREATE USER IF NOT EXISTS %s@'%%' IDENTIFIED BY '%s'".formatted(ACCOUNT, MysqlServer.PASSWORD),
                "GRANT REPLICATION SLAVE ON *.* TO %s@'%%'".formatted(ACCOUNT));
        var server = MysqlServer.start(source.version(), options);
        var replica = new MysqlReplica(
                source, server, source.version() == MysqlVersion.MYSQL_9_7 ? Words.REPLICA : Words.SLAVE);
        try {
            server.execute(replica.follow(), "START " + replica.words);
            replica.awaitCaughtUp();
            return replica;
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private String follow() {
        var common = "{s}_HOST='127.0.0.1', {s}_PORT=%d, {s}_USER='%s', {s}_PASSWORD='%s'"
                .formatted(source.port(), ACCOUNT, MysqlServer.PASSWORD);
        return switch (source.version()) {
            case MYSQL_9_7 ->
                "CHANGE REPLICATION SOURCE TO " + common.replace("{s}", "SOURCE")
                        + ", SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1";
            case MYSQL_8_0 ->
                "CHANGE MASTER TO " + common.replace("{s}", "MASTER")
                        + ", MASTER_AUTO_POSITION=1, GET_MASTER_PUBLIC_KEY=1";
            case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 ->
                "CHANGE MASTER TO " + common.replace("{s}", "MASTER")
                        + ", MASTER_USE_GTID=slave_pos, MASTER_SSL=0, MASTER_SSL_VERIFY_SERVER_CERT=0";
        };
    }

    /** The server that follows. */
    public MysqlServer server() {
        return server;
    }

    /** The same database there; its users follow like its rows. */
    public MysqlDatabase database(MysqlDatabase database) {
        return new MysqlDatabase(server, database.name());
    }

    /** It goes on receiving changes and applies none: it lags. */
    public void pause() throws SQLException {
        server.execute("STOP %s SQL_THREAD".formatted(words));
    }

    /** It applies again. */
    public void resume() throws SQLException {
        server.execute("START %s SQL_THREAD".formatted(words));
    }

    /**
     * Waits until it has applied all that the source has committed by now.
     *
     * @throws IllegalStateException when it has not within a minute
     */
    public void awaitCaughtUp() throws SQLException {
        var caughtUp = switch (source.version().flavour()) {
            case MYSQL ->
                server.text("SELECT WAIT_FOR_EXECUTED_GTID_SET('%s', %d)"
                        .formatted(source.text("SELECT @@global.gtid_executed"), LIMIT_SECONDS));
            case MARIADB ->
                server.text("SELECT MASTER_GTID_WAIT('%s', %d)"
                        .formatted(source.text("SELECT @@global.gtid_binlog_pos"), LIMIT_SECONDS));
        };
        if (!"0".equals(caughtUp)) {
            throw new IllegalStateException(
                    "the replica did not catch up; its log ends with:%n%s".formatted(server.logTail()));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
