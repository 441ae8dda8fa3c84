package dev.bellows.bench.ground;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where something was measured.
 *
 * @param load the mean number of processes that wanted a core in the minute before; negative where nobody knows
 */
public record Machine(
        LocalDate day,
        String processor,
        int cores,
        double load,
        String jdk,
        String server,
        SortedMap<String, String> settings) {

    static Machine of(Connection connection, Collection<String> settings) throws SQLException {
        return new Machine(
                LocalDate.now(ZoneOffset.UTC),
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version().toString(),
                "PostgreSQL " + Sql.one(connection, "SHOW server_version").split(" ", 2)[0],
                settings(connection, settings));
    }

    private static SortedMap<String, String> settings(Connection connection, Collection<String> names)
            throws SQLException {
        var values = new TreeMap<String, String>();
        for (var name : names) {
            values.put(name, Sql.one(connection, "SHOW " + name));
        }
        return values;
    }

    private static String processorName() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException _) {
            return System.getProperty("os.arch"); // not a Linux
        }
    }

    /** One line for people. */
    public String text() {
        return "%s, %d cores (%s), load %.1f before, %s".formatted(day, cores, processor, load, server);
    }

    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("day", day.toString());
        json.put("processor", processor);
        json.put("cores", cores);
        json.put("loadBefore", Double.parseDouble(String.format(Locale.ROOT, "%.2f", load)));
        json.put("jdk", jdk);
        json.put("server", server);
        json.put("settings", settings);
        return json;
    }
}
