package dev.bellows.cli;

import dev.bellows.cli.settings.Setting;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The database: postgres://…, mysql://…, mariadb://… or jdbc:…; also BELLOWS_URL.")
    private @Nullable String url;

    @Option(names = "--user", paramLabel = "NAME", description = "The database user; also BELLOWS_USER.")
    private @Nullable String user;

    @Option(
            names = "--migrations",
            paramLabel = "FOLDER",
            description = "Where migration files are looked for; default: migrations.")
    private @Nullable String migrations;

    @Option(names = "--config", paramLabel = "FILE", description = "Instead of bellows.yaml in this folder.")
    private @Nullable Path config;

    @Option(names = "--json", description = "Print JSON: one object, or one per line while work goes on.")
    private boolean json;

    @Option(names = "--verbose", description = "Log what is done to standard error.")
    private boolean verbose;

    Report.Form form() {
        return json ? Report.Form.JSON : Report.Form.TEXT;
    }

    Logging.Detail detail() {
        return verbose ? Logging.Detail.VERBOSE : Logging.Detail.QUIET;
    }

    Optional<Path> configuration() {
        return Optional.ofNullable(config);
    }

    void addTo(Map<Setting, String> flags) {
        add(flags, Setting.URL, url);
        add(flags, Setting.USER, user);
        add(flags, Setting.MIGRATIONS, migrations);
    }

    static void add(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }
}
