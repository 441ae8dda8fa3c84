package dev.bellows.testkit.sync;

import dev.bellows.testkit.sync.Event.Clash;
import dev.bellows.testkit.sync.Event.Ending;
import dev.bellows.testkit.sync.Event.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Makes events from a seed: some hundred writes, and the phases of a migration between them. */
final class Script {
    static final int ROWS = 30;
    private static final int KEYS = 45;
    private static final int WRITES_PER_STAGE = 70;

    private final Random random;
    private final Pattern pattern;

    private Script(long seed, Pattern pattern) {
        this.random = new Random(seed);
        this.pattern = pattern;
    }

    /** Through all stages, twice contracted and taken back. */
    static List<Event> of(long seed, Pattern pattern) {
        var script = new Script(seed, pattern);
        var events = new ArrayList<Event>();
        for (var stage : List.of(
                Stage.EXPANDED,
                Stage.MIGRATED,
                Stage.CONTRACTED,
                Stage.ROLLED_BACK,
                Stage.CONTRACTED,
                Stage.ROLLED_BACK)) {
            events.add(new Event.Move(stage));
            for (var i = 0; i < WRITES_PER_STAGE; i++) {
                events.add(script.event(stage));
            }
        }
        return events;
    }

    private Event event(Stage stage) {
        if (stage == Stage.EXPANDED && random.nextInt(8) == 0) {
            var after = random.nextInt(KEYS);
            return new Event.Chunk(after, after + 1 + random.nextInt(3));
        }
        if (random.nextInt(6) == 0) {
            var writes =
                    Stream.generate(this::write).limit(1 + random.nextInt(3)).toList();
            return new Event.Together(writes, Ending.values()[random.nextInt(3)]);
        }
        return write();
    }

    private Write write() {
        return switch (random.nextInt(14)) {
            case 0, 1 -> new Event.Insert(who(), ids(), values(), Clash.values()[random.nextInt(3)]);
            case 2 -> new Event.Copy(who(), ids(), values());
            case 3 -> new Event.Bare(id());
            case 4, 5, 6 -> new Event.Same(who(), ids(), value());
            case 7, 8 -> new Event.Each(who(), ids(), values());
            case 9, 10 -> new Event.Part(who(), id(), random.nextInt(2), token());
            case 11 -> new Event.Other(1 + random.nextInt(9));
            case 12 -> new Event.Delete(id());
            default -> new Event.Rekey(id(), id());
        };
    }

    private int who() {
        return random.nextInt(6);
    }

    private int id() {
        return 1 + random.nextInt(KEYS);
    }

    /** Three different ones. */
    private List<Integer> ids() {
        return random.ints(1, KEYS + 1).distinct().limit(3).boxed().toList();
    }

    private List<Optional<String>> values() {
        return List.of(value(), value(), value());
    }

    private Optional<String> value() {
        if (pattern.takesNull() && random.nextInt(6) == 0) {
            return Optional.empty();
        }
        return Optional.of(pattern.hasParts() && random.nextBoolean() ? token() + "/" + token() : token());
    }

    private String token() {
        return Integer.toString(random.nextInt(10));
    }
}
