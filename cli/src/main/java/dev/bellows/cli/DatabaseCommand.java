package dev.bellows.cli;

import dev.bellows.cli.settings.Configuration;
import dev.bellows.cli.settings.Redaction;
import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.settings.Setting;
import dev.bellows.cli.settings.Settings;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that works on a database: reads the settings, wires everything, and turns every end into an exit code. */
@Command
abstract class DatabaseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and stop.")
    @SuppressWarnings("UnusedVariable") // picocli sets it and stops
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the call
    private CommandSpec spec;

    DatabaseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What the command does. */
    abstract ExitCode run(Session session) throws SQLException, Refusal;

    /** The settings among the flags of this command. */
    void addTo(Map<Setting, String> flags) {
        common.addTo(flags);
    }

    @Override
    public final Integer call() {
        var screen = surroundings.screen();
        var report = new Report(screen, common.form(), new Redaction(Optional.empty()));
        try {
            Logging.start(screen.err(), common.detail());
            var settings = settings();
            var database = settings.database().orElseThrow(DatabaseCommand::noDatabase);
            report = new Report(screen, common.form(), database.redaction());
            return run(report, settings, database).number();
        } catch (Refusal refusal) {
            return report.refused(refusal).number();
        } catch (RuntimeException e) {
            return report.unforeseen(e, common.detail(), typed()).number();
        }
    }

    private ExitCode run(Report report, Settings settings, Settings.Database database) throws Refusal {
        var session = Wiring.session(surroundings, report, settings, database);
        var farewell = Farewell.on(surroundings.screen());
        try {
            return run(session);
        } catch (SQLException e) {
            return report.failed(typed(), database.address().jdbc(), e);
        } finally {
            farewell.close();
            session.progress().close();
        }
    }

    /** The command with its arguments, without options: one of them may hold a password. */
    private String typed() {
        var words = new StringBuilder(spec.qualifiedName());
        for (var positional : spec.commandLine().getParseResult().matchedPositionals()) {
            positional.originalStringValues().forEach(value -> words.append(' ').append(value));
        }
        return words.toString();
    }

    private Settings settings() throws Refusal {
        var flags = new EnumMap<Setting, String>(Setting.class);
        addTo(flags);
        return surroundings.configuration().settings(common.configuration(), flags);
    }

    private static Refusal noDatabase() {
        return new Refusal(
                "no database was given", "give --url, or BELLOWS_URL, or the key url in " + Configuration.FILE);
    }
}
