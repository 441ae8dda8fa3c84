package dev.bellows.testkit.sync;

import java.util.List;
import java.util.Optional;

/** Something that happens to a table in flight. Data only: a list of them can be played again, and shortened. */
sealed interface Event {

    /** A write; {@code who} chooses among the kinds of code that can be there at the time. */
    sealed interface Write extends Event {}

    /** Rows with their values; keys that are there already are left out unless the clash is handled. */
    record Insert(int who, List<Integer> ids, List<Optional<String>> values, Clash clash) implements Write {}

    /** What happens to keys that are there. */
    enum Clash {
        LEFT_OUT,
        DO_NOTHING,
        DO_UPDATE
    }

    /** Rows that come by COPY. */
    record Copy(int who, List<Integer> ids, List<Optional<String>> values) implements Write {}

    /** A row without the data. */
    record Bare(int id) implements Write {}

    /** One value for some rows. */
    record Same(int who, List<Integer> ids, Optional<String> value) implements Write {}

    /** A value for each of some rows, in one statement. */
    record Each(int who, List<Integer> ids, List<Optional<String>> values) implements Write {}

    /** One of two columns of a shape. */
    record Part(int who, int id, int part, String token) implements Write {}

    /** Another column of every so many rows. */
    record Other(int everySoMany) implements Write {}

    record Delete(int id) implements Write {}

    record Rekey(int id, int now) implements Write {}

    /** Several in one transaction. */
    record Together(List<Write> writes, Ending ending) implements Event {
        public Together {
            writes = List.copyOf(writes);
        }
    }

    /** How a transaction ends. */
    enum Ending {
        COMMIT,
        ROLLBACK,
        /** Everything is rolled back to a savepoint, and then committed. */
        TO_SAVEPOINT
    }

    /** A chunk of the backfill. */
    record Chunk(int after, int upto) implements Event {}

    /** The migration goes on. */
    record Move(Stage to) implements Event {}
}
