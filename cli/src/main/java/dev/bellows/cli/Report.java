package dev.bellows.cli;

import dev.bellows.cli.settings.Redaction;
import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.text.OutcomeJson;
import dev.bellows.cli.text.OutcomeText;
import dev.bellows.cli.text.OutcomeText.Source;
import dev.bellows.cli.text.Paint;
import dev.bellows.json.Json;
import dev.bellows.run.Outcome;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;

/** How a command ends: data and JSON to standard output, what went wrong as text to standard error. */
final class Report {
    private final Screen screen;
    private final Form form;
    private final Redaction redaction;

    /** What is printed. */
    enum Form {
        TEXT,
        JSON
    }

    Report(Screen screen, Form form, Redaction redaction) {
        this.screen = screen;
        this.form = form;
        this.redaction = redaction;
    }

    Form form() {
        return form;
    }

    /** What was asked for. */
    void data(Function<Paint, String> text, Map<String, Object> json) {
        switch (form) {
            case TEXT -> screen.out().print(redaction.apply(text.apply(screen.paint())));
            case JSON -> screen.out().println(redaction.apply(Json.write(json)));
        }
        screen.out().flush();
    }

    ExitCode outcome(Outcome outcome, Source source) {
        var code = ExitCode.of(outcome);
        switch (form) {
            case TEXT -> {
                var stream = code == ExitCode.DONE ? screen.out() : screen.err();
                stream.print(redaction.apply(OutcomeText.of(outcome, source, screen.paint())));
                stream.flush();
            }
            case JSON -> json(OutcomeJson.write(outcome, code.number()));
        }
        return code;
    }

    ExitCode refused(Refusal refusal) {
        return error(new Complaint("usage", ExitCode.USAGE, message(refusal), "nothing was done", refusal.remedy()));
    }

    /** The database could not be asked. */
    ExitCode failed(String command, String where, SQLException failure) {
        var message = "%s on %s: %s".formatted(command, where, message(failure));
        return error(new Complaint(
                "failed", ExitCode.FAILED, message, "nothing was changed", "put that right, then: " + command));
    }

    /** A bug, as far as we know. */
    ExitCode unforeseen(Throwable failure, Logging.Detail detail, String command) {
        if (detail == Logging.Detail.VERBOSE) {
            failure.printStackTrace(screen.err());
        }
        return error(new Complaint(
                "unforeseen",
                ExitCode.UNFORESEEN,
                "%s met something unforeseen: %s".formatted(command, failure),
                "what was committed is in the journal, and the next run goes on from there",
                "bellows status; then please report this with the output of %s --verbose".formatted(command)));
    }

    private ExitCode error(Complaint error) {
        switch (form) {
            case TEXT -> {
                var paint = screen.paint();
                screen.err().println(paint.bad("bellows: ") + redaction.apply(error.message()));
                screen.err().println("  now: " + error.state());
                screen.err().println("  next: " + redaction.apply(error.remedy()));
            }
            case JSON ->
                json(OutcomeJson.error(
                        error.kind(), error.code().number(), error.message(), error.state(), error.remedy()));
        }
        return error.code();
    }

    private void json(Map<String, Object> json) {
        screen.out().println(redaction.apply(Json.write(json)));
        screen.out().flush();
    }

    /** Without the position in a statement that nobody typed. */
    private static String message(Exception failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\n  Position: \\d+", "");
    }

    private record Complaint(String kind, ExitCode code, String message, String state, String remedy) {}
}
