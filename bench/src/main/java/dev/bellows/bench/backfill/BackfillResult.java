package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.Machine;
import dev.bellows.bench.ground.Spread;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All that was measured. */
public record BackfillResult(Machine machine, int runs, Duration idle, List<Size> sizes) {
    public BackfillResult {
        sizes = List.copyOf(sizes);
    }

    /** A size of the table; one entry for each contender, in the order of {@link Contender}. */
    public record Size(long rows, List<Entry> entries) {
        public Size {
            entries = List.copyOf(entries);
        }

        Entry of(Contender contender) {
            return entries.get(contender.ordinal());
        }

        /** How many rows Bellows fills while another fills one. */
        double rateRatio(Contender other) {
            return ratio(other, Alone::rowsPerSecond);
        }

        /** The same with all that Bellows does around the filling: what one waits for. */
        double wholeRatio(Contender other) {
            return ratio(other, Alone::wholeRowsPerSecond);
        }

        /** How many times as long the server works for a row; not a number where the system does not tell. */
        double cpuRatio(Contender other) {
            return ratio(other, Alone::cpuMicrosPerRow);
        }

        private double ratio(Contender other, ToDoubleFunction<Alone> figure) {
            return of(Contender.BELLOWS).alone(figure).times(of(other).alone(figure));
        }
    }

    /** All runs of a contender. */
    public record Entry(Contender contender, List<Alone> alone, List<Pressed> pressed) {
        public Entry {
            alone = List.copyOf(alone);
            pressed = List.copyOf(pressed);
        }

        Spread alone(ToDoubleFunction<Alone> figure) {
            return Spread.of(alone.stream().mapToDouble(figure).boxed().toList());
        }

        Spread pressed(ToDoubleFunction<Pressed> figure) {
            return Spread.of(pressed.stream().mapToDouble(figure).boxed().toList());
        }
    }
}
