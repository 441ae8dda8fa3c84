package dev.bellows.testkit.mysql;

import dev.bellows.mysql.session.MysqlSessions;
import dev.bellows.mysql.store.MysqlStore;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that takes a lease, says so, and carries out a statement or waits until it is killed. */
final class LeaseHolder {
    private LeaseHolder() {}

    static Process start(Migrating on, String statement) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaseHolder.class.getName(),
                        on.database().url(MysqlUser.OWNER),
                        on.database().name(),
                        statement)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.inputReader().readLine() == null) {
            throw new IllegalStateException("the other process did not take the lease");
        }
        return process;
    }

    public static void main(String[] arguments) throws Exception {
        var connection = new MysqlSessions(() -> Driver.connect(arguments[0])).open();
        new MysqlStore(arguments[1]).claim(connection, Migrating.ID, "other@process");
        System.out.println("taken");
        Migrating.run(connection, arguments[2]);
        TimeUnit.MINUTES.sleep(1);
    }
}
