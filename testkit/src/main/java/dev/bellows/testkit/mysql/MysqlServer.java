package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.ServerProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real MySQL or MariaDB server on the loopback address, with a data directory that is deleted at the end. It is
 * stopped by {@link #close()}, by the exit of the JVM, and also when the JVM is killed. It writes a binary log of whole
 * rows with GTIDs. Safe for use by many threads; starting and stopping block.
 */
public final class MysqlServer implements AutoCloseable {
    /** The account of the administrator. */
    public static final String ADMINISTRATOR = "root";

    /** The password of every account. */
    public static final String PASSWORD = "open-sesame";

    /** Options of a server that loses no commit when its machine fails; by default only its own crash loses none. */
    public static final Map<String, String> DURABLE = Map.of("innodb-flush-log-at-trx-commit", "1", "sync-binlog", "1");

    private final MysqlVersion version;
    private final MysqlFiles files;
    private final ServerProcess process;
    private final AtomicInteger databases = new AtomicInteger();

    private MysqlServer(MysqlVersion version, MysqlFiles files) {
        this.version = version;
        this.files = files;
        this.process = new ServerProcess(version.toString(), files.folder(), files);
    }

    /** Starts a server with the default options. */
    public static MysqlServer start(MysqlVersion version) {
        return start(version, Map.of());
    }

    /** Starts a server; the options are those of its command line without the dashes and win over the defaults. */
    public static MysqlServer start(MysqlVersion version, Map<String, String> options) {
        var server = new MysqlServer(version, MysqlFiles.create(version, options));
        server.process.create(server.files::initialise);
        return server;
    }

    /** Starts it again on the same port after {@link #stop}. */
    public void launch() {
        process.launch();
    }

    /** Stops it and keeps its data; every session ends. */
    public void stop(MysqlStop mode) {
        process.stop(mode.signal());
    }

    /** Stops it and starts it again on the same port; {@link MysqlStop#KILL} is a crash of the server. */
    public void restart(MysqlStop mode) {
        stop(mode);
        launch();
    }

    public boolean running() {
        return process.running();
    }

    public MysqlVersion version() {
        return version;
    }

    /** The exact version of the running server, for example {@code 110405}. */
    public int number() throws SQLException {
        var parts = text("SELECT version()").split("[.-]");
        return Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]) * 100 + Integer.parseInt(parts[2]);
    }

    public int port() {
        return process.port();
    }

    /** The JDBC address of a database for an account. MySQL hides a password behind a key that the driver must ask for. */
    public String url(String database, String account) {
        return url(port(), database, account);
    }

    static String url(int port, String database, String account) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=%s&password=%s&allowPublicKeyRetrieval=true"
                .formatted(port, database, account, PASSWORD);
    }

    /** A new connection of the administrator to no database. */
    public Connection connection() throws SQLException {
        return Driver.connect(url("", ADMINISTRATOR));
    }

    /** Runs statements as the administrator, one after the other. */
    public void execute(String... statements) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A fresh, empty database with an owner and an application of its own. */
    public MysqlDatabase createDatabase() throws SQLException {
        var database = new MysqlDatabase(this, "db" + databases.incrementAndGet());
        database.create();
        return database;
    }

    /** The last lines of the server's log. */
    public String logTail() {
        return process.logTail();
    }

    /** The process of the server, when it runs. */
    public Optional<ProcessHandle> process() {
        return process.process();
    }

    /**
     * How to start a program that came with it, such as {@code mysqldump} or {@code mariadb-dump}; empty when it is not
     * among them.
     */
    public Optional<List<String>> program(String name) {
        return files.tree().has(name) ? Optional.of(files.tree().command(name)) : Optional.empty();
    }

    /** A server that follows this one, caught up with it. */
    public MysqlReplica replica() throws SQLException {
        return MysqlReplica.of(this, Map.of());
    }

    /** The first column of the only row. */
    String text(String query) throws SQLException {
        try (var connection = connection()) {
            return Rows.of(connection, query).getFirst().getFirst();
        }
    }

    /** Kills it and deletes its data. */
    @Override
    public void close() {
        process.end(MysqlStop.KILL.signal());
    }
}
