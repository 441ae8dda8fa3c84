package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Initialises the data directory that the servers of one version start from. */
record MysqlTemplate(MysqlTree tree) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Without names to resolve, {@code localhost} matches the socket only. The server ends itself at the end. */
    private static final String ADMINISTRATOR = """
            SET sql_log_bin = 0;
            CREATE USER root@'%' IDENTIFIED BY '{password}';
            GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
            SHUTDOWN;
            """.replace("{password}", MysqlServer.PASSWORD);

    private static final List<String> SYSTEM_TABLES =
            List.of("system_tables", "performance_tables", "system_tables_data");

    void make() throws IOException {
        var data = tree.template();
        Files.createDirectories(data);
        switch (tree.version().flavour()) {
            case MYSQL ->
                run(
                        "--initialize-insecure",
                        ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            case MARIADB ->
                run("--bootstrap", ProcessBuilder.Redirect.from(bootstrap().toFile()));
        }
        var statements = Files.writeString(tree.folder().resolve("administrator.sql"), ADMINISTRATOR);
        run(
                "--init-file=" + statements,
                ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Files.deleteIfExists(data.resolve("auto.cnf")); // the identity of a server, each makes its own
        Files.deleteIfExists(data.resolve("ib_buffer_pool"));
    }

    private Path bootstrap() throws IOException {
        var script = tree.folder().resolve("bootstrap.sql");
        Files.writeString(script, """
                CREATE DATABASE mysql;
                USE mysql;
                SET @current_hostname = 'localhost';
                SET @skip_auth_anonymous = 1;
                SET @auth_root_socket = NULL;
                """);
        for (var part : SYSTEM_TABLES) {
            var file = tree.share().resolve("mariadb_" + part + ".sql");
            var older = tree.share().resolve("mysql_" + part + ".sql");
            Files.write(script, Files.readAllBytes(Files.exists(file) ? file : older), StandardOpenOption.APPEND);
        }
        // they would come before the administrator of any host, and have no password
        Files.writeString(
                script,
                "DELETE FROM global_priv WHERE user = 'root' AND host <> 'localhost';\n",
                StandardOpenOption.APPEND);
        return script;
    }

    private void run(String mode, ProcessBuilder.Redirect input) throws IOException {
        var command = new ArrayList<>(tree.daemon(tree.template()));
        command.addAll(List.of("--skip-log-bin", "--skip-networking", "--socket=mysql.sock", mode));
        var log = tree.folder().resolve("template.log");
        var process = new ProcessBuilder(command)
                .redirectInput(input)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!Commands.endedWithin(process, LIMIT)) {
            process.destroyForcibly();
            throw new IOException("%s %s did not end within %s".formatted(tree.version(), mode, LIMIT));
        }
        if (process.exitValue() != 0) {
            throw new IOException("%s %s ended with %d:%n%s"
                    .formatted(
                            tree.version(),
                            mode,
                            process.exitValue(),
                            new String(Files.readAllBytes(log), StandardCharsets.UTF_8)));
        }
    }
}
