package dev.bellows.testkit.postgres;

import dev.bellows.testkit.server.CacheFolder;
import dev.bellows.testkit.server.Commands;
import dev.bellows.testkit.server.DebianPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The newest {@code pg_dump}: the one of the machine when it is new enough, otherwise one that is unpacked from Debian
 * once per machine. Without a network there is none, and {@link #find} says so.
 */
public final class PgDump {
    private static final int NEWEST = 18;
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+)");
    private static final Duration DUMP_LIMIT = Duration.ofMinutes(5);
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);

    private final List<String> program;

    private PgDump(List<String> program) {
        this.program = program;
    }

    private static final class Holder {
        static final Optional<PgDump> FOUND = look();
    }

    /** The program, if there is one; the first call may download it, which takes some seconds. */
    public static Optional<PgDump> find() {
        return Holder.FOUND;
    }

    public static boolean available() {
        return find().isPresent();
    }

    /** The schema of a database without the named schemas and what is in them. */
    public SchemaDump schema(PostgresDatabase database, String... excludedSchemas) {
        return SchemaDump.of(dump(database, "--schema-only", excludedSchemas));
    }

    /** The rows of a database as COPY blocks, the blocks sorted, the rows sorted in their block, and the sequences. */
    public List<String> data(PostgresDatabase database, String... excludedSchemas) {
        return sorted(dump(database, "--data-only", excludedSchemas));
    }

    private String dump(PostgresDatabase database, String part, String... excludedSchemas) {
        var command = new ArrayList<>(program);
        command.addAll(List.of("--host=127.0.0.1", "--port=" + database.server().port()));
        command.addAll(List.of("--username=" + PostgresServer.SUPERUSER, "--no-password", part));
        for (var schema : excludedSchemas) {
            command.add("--exclude-schema=" + schema);
        }
        command.add(database.name());
        return Commands.run(command, Map.of("PGTZ", "UTC"), DUMP_LIMIT)
                .orThrow("pg_dump of " + database.name())
                .output();
    }

    private static List<String> sorted(String dump) {
        var blocks = new ArrayList<List<String>>();
        List<String> open = null;
        for (var line : dump.lines().toList()) {
            if (open != null && !line.equals("\\.")) {
                open.add(line);
            } else if (open != null) {
                Collections.sort(open.subList(1, open.size()));
                blocks.add(open);
                open = null;
            } else if (line.startsWith("COPY ")) {
                open = new ArrayList<>(List.of(line));
            } else if (line.startsWith("SELECT pg_catalog.setval(")) {
                blocks.add(List.of(line));
            }
        }
        blocks.sort((left, right) -> left.getFirst().compareTo(right.getFirst()));
        return blocks.stream().flatMap(List::stream).toList();
    }

    private static Optional<PgDump> look() {
        var candidates = new ArrayList<List<String>>();
        Optional.ofNullable(System.getProperty("bellows.pg_dump")).ifPresent(path -> candidates.add(List.of(path)));
        candidates.add(List.of("pg_dump"));
        candidates.add(List.of("/usr/lib/postgresql/" + NEWEST + "/bin/pg_dump"));
        return candidates.stream()
                .filter(PgDump::newEnough)
                .findFirst()
                .or(PgDump::unpacked)
                .map(PgDump::new);
    }

    private static boolean newEnough(List<String> program) {
        var command = new ArrayList<>(program);
        command.add("--version");
        var answer = Commands.run(command, VERSION_LIMIT);
        var version = VERSION.matcher(answer.output());
        return answer.exitCode() == 0 && version.find() && Integer.parseInt(version.group(1)) >= NEWEST;
    }

    private static Optional<List<String>> unpacked() {
        try {
            var folder = CacheFolder.once("postgresql-client-" + NEWEST, PgDump::fetch);
            return Optional.of(DebianPackages.command(folder, "pg_dump")).filter(PgDump::newEnough);
        } catch (UncheckedIOException e) {
            System.getLogger(PgDump.class.getName())
                    .log(System.Logger.Level.WARNING, "there is no pg_dump of version " + NEWEST, e);
            return Optional.empty();
        }
    }

    private static void fetch(Path folder) throws IOException {
        DebianPackages.unpack(folder, List.of("forky", "sid"), List.of("postgresql-client-" + NEWEST));
        CacheFolder.delete(folder.resolve("root/usr/share"));
        var program = DebianPackages.command(folder, "pg_dump");
        if (!newEnough(program)) {
            throw new IOException("the pg_dump that was unpacked from Debian does not run");
        }
    }
}
