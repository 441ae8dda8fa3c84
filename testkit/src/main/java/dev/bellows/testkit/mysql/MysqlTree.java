package dev.bellows.testkit.mysql;

import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.testkit.server.CacheFolder;
import dev.bellows.testkit.server.DebianPackages;
import dev.bellows.testkit.server.Unprivileged;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The programs of one version, unpacked once per machine, and a data directory that every server starts from. */
record MysqlTree(MysqlVersion version, Path folder) {
    /** To be raised when another content is unpacked or initialised, so that no machine goes on with the old one. */
    private static final int LAYOUT = 1;

    private static final Map<MysqlVersion, Optional<MysqlTree>> FOUND = new EnumMap<>(MysqlVersion.class);

    /** The tree, if it can be had here. */
    static Optional<MysqlTree> find(MysqlVersion version) {
        synchronized (FOUND) {
            return FOUND.computeIfAbsent(version, MysqlTree::look);
        }
    }

    static MysqlTree of(MysqlVersion version) {
        return find(version)
                .orElseThrow(() -> new IllegalStateException(
                        "%s cannot be started here; the log says why it could not be unpacked".formatted(version)));
    }

    private static Optional<MysqlTree> look(MysqlVersion version) {
        var os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var processor = System.getProperty("os.arch", "");
        if (!os.contains("linux") || !(processor.equals("amd64") || processor.equals("x86_64"))) {
            return Optional.empty();
        }
        var name = version.toString().toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + LAYOUT;
        try {
            return Optional.of(new MysqlTree(version, CacheFolder.once(name, folder -> {
                MysqlUnpacking.unpack(version, folder);
                new MysqlTemplate(new MysqlTree(version, folder)).make();
            })));
        } catch (UncheckedIOException e) {
            System.getLogger(MysqlTree.class.getName())
                    .log(System.Logger.Level.WARNING, "there is no " + version + " here", e);
            return Optional.empty();
        }
    }

    /** A data directory that has been initialised and shut down. */
    Path template() {
        return folder.resolve("data");
    }

    /** How to start one of the programs. */
    List<String> command(String program) {
        return DebianPackages.command(folder, program);
    }

    boolean has(String program) {
        return Files.exists(folder.resolve("root/usr/bin").resolve(program));
    }

    /** Messages, character sets and the statements that create the system tables. */
    Path share() {
        var mariadb = folder.resolve("root/usr/share/mariadb");
        return Files.isDirectory(mariadb.resolve("charsets")) ? mariadb : folder.resolve("root/usr/share/mysql");
    }

    /** The server with the options without which it does not find its own files. */
    List<String> daemon(Path data) {
        var command = new ArrayList<>(command(version.flavour() == Flavour.MYSQL ? "mysqld" : "mariadbd"));
        command.add("--no-defaults");
        command.add("--basedir=" + folder.resolve("root/usr"));
        command.add("--lc-messages-dir=" + share());
        command.add("--character-sets-dir=" + share().resolve("charsets"));
        command.add("--datadir=" + data);
        if (Unprivileged.HERE != Unprivileged.ORDINARY_USER) {
            command.add("--user=root"); // it refuses to be root unless told to
        }
        switch (version) {
            case MYSQL_8_0 -> command.add("--innodb-log-file-size=24M"); // of two files
            case MYSQL_9_7 -> command.add("--innodb-redo-log-capacity=48M");
            case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 -> command.add("--innodb-log-file-size=48M");
        }
        if (version.flavour() == Flavour.MYSQL) {
            command.add("--plugin-dir=" + folder.resolve("root/usr/lib/mysql/plugin"));
            command.add("--secure-file-priv="); // so that LOAD DATA reads any file
            command.add("--mysqlx=OFF"); // it would want a port of its own
        } else if (version.series() >= MysqlVersion.MARIADB_11_4.series()) {
            command.add("--ssl=OFF"); // it would make a new RSA key at each start, which takes seconds
        }
        return command;
    }
}
