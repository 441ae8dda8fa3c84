package dev.bellows.cli.text;

import dev.bellows.journal.RunState;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.run.Standing;
import java.util.List;

/** How a command ended: what was tried, on what, what state things are in now, and the next command. */
public final class OutcomeText {
    private static final int WIDTH = 96;

    private final Source source;
    private final Paint paint;
    private final Block out = new Block();

    private OutcomeText(Source source, Paint paint) {
        this.source = source;
        this.paint = paint;
    }

    /**
     * The file that problems point into.
     *
     * @param name as the user named it
     * @param text its text, empty where it was not read
     */
    public record Source(String name, String text) {}

    public static String of(Outcome outcome, Source source, Paint paint) {
        var text = new OutcomeText(source, paint);
        text.headline(outcome);
        text.next(outcome.standing());
        return text.out.toString();
    }

    private void headline(Outcome outcome) {
        var standing = outcome.standing();
        var migration = standing.migration();
        switch (outcome) {
            case Outcome.Done ignored -> out.line(paint.good("Done: ") + migration + " is " + stage(standing) + ".");
            case Outcome.Refused refused -> {
                out.line(ProblemText.of(refused.problems(), source.name(), source.text(), paint)
                        .stripTrailing());
                out.blank()
                        .line(paint.bad("Refused; nothing was changed. ") + migration + " is " + stage(standing) + ".");
            }
            case Outcome.GateClosed closed -> {
                out.line(paint.bad("A gate is closed; nothing was changed. ") + migration + " is " + stage(standing)
                        + ".");
                gates(closed.reports());
            }
            case Outcome.Held held -> {
                out.line(paint.bad("Another runner works on " + migration + "; nothing was changed."));
                detail("who", held.holder());
            }
            case Outcome.Failed failed -> {
                out.line(paint.bad("Failed: ") + failed.tried());
                detail("why", failed.message());
                detail("now", migration + " is " + stage(standing) + "; nothing is half done, it is safe to try again");
            }
            case Outcome.NeedsOperator needed -> {
                out.line(paint.bad("A person has to decide about " + migration + "; it is " + stage(standing) + "."));
                detail("asks", needed.question());
            }
            case Outcome.Paused paused -> {
                out.line(paint.warning("Paused: ") + migration + " stopped at " + paused.step() + ".");
                detail("now", "it is " + stage(standing) + "; the sync goes on");
            }
        }
    }

    private void gates(List<GateReport> reports) {
        GateText.reports(out, reports, paint);
    }

    private void detail(String label, String text) {
        out.labelled("  ", label, 6, Block.wrapped(text, WIDTH - 8));
    }

    private void next(Standing standing) {
        out.line(next(standing.next(), paint));
    }

    /** The last line of every command. */
    public static String next(String command, Paint paint) {
        return command.isEmpty() ? "Nothing is left to do." : "Next: " + paint.strong(command);
    }

    /** The stage in a sentence with {@code is}. */
    static String stage(Standing standing) {
        return standing.stage().map(RunState.Stage::words).orElse("in a state that could not be asked");
    }
}
