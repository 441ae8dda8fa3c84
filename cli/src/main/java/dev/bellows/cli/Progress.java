package dev.bellows.cli;

import dev.bellows.cli.text.UpdateJson;
import dev.bellows.json.Json;
import dev.bellows.listen.RunListener;
import dev.bellows.listen.RunUpdate;
import java.util.function.LongSupplier;

/** Shows what goes on, until it is closed. */
interface Progress extends RunListener, AutoCloseable {
    /** Leaves room for what is printed next. */
    @Override
    void close();

    static Progress of(Screen screen, Report.Form form, LongSupplier nanos) {
        return switch (form) {
            case TEXT -> new ProgressLine(screen, nanos);
            case JSON -> new Lines(screen);
        };
    }

    /** A line of JSON each. */
    record Lines(Screen screen) implements Progress {
        @Override
        public void heard(RunUpdate update) {
            screen.out().println(Json.write(UpdateJson.write(update)));
        }

        @Override
        public void close() {}
    }
}
