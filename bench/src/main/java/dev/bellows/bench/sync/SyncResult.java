package dev.bellows.bench.sync;

import dev.bellows.bench.ground.Machine;
import dev.bellows.bench.ground.Spread;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All that was measured. */
public record SyncResult(Machine machine, long rows, int runs, List<Measured> measured) {
    public SyncResult {
        measured = List.copyOf(measured);
    }

    /** One statement on the table in every state, as often as there are runs. */
    public record Measured(Shape shape, Operation operation, Map<Contender, List<Took>> took) {
        public Measured {
            took = Collections.unmodifiableMap(new EnumMap<>(took));
        }

        List<Double> runs(Contender contender, ToDoubleFunction<Took> figure) {
            return took.getOrDefault(contender, List.of()).stream()
                    .mapToDouble(figure)
                    .boxed()
                    .toList();
        }

        Spread spread(Contender contender, ToDoubleFunction<Took> figure) {
            return Spread.of(runs(contender, figure));
        }

        /** How many times as long one takes as another, by the medians; not a number where the other took no time. */
        double ratio(Contender one, Contender other, ToDoubleFunction<Took> figure) {
            return spread(one, figure).times(spread(other, figure));
        }
    }
}
