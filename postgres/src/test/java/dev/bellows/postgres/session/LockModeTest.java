package dev.bellows.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LockModeTest {
    @Test
    void conflicts_are_mutual_and_spelled_as_in_pg_locks() {
        for (var one : LockMode.values()) {
            for (var other : LockMode.values()) {
                assertThat(one.conflictingInPgLocks().contains(inPgLocks(other)))
                        .as("%s and %s", one, other)
                        .isEqualTo(other.conflictingInPgLocks().contains(inPgLocks(one)));
            }
        }
        assertThat(LockMode.named("share update exclusive").conflictingInPgLocks())
                .containsExactlyInAnyOrder(
                        "ShareUpdateExclusiveLock",
                        "ShareLock",
                        "ShareRowExclusiveLock",
                        "ExclusiveLock",
                        "AccessExclusiveLock");
        assertThat(LockMode.named("ROW EXCLUSIVE").conflictingInPgLocks()).doesNotContain("RowExclusiveLock");
    }

    private static String inPgLocks(LockMode mode) {
        var position = List.of(LockMode.values()).indexOf(mode);
        return LockMode.ACCESS_EXCLUSIVE.conflictingInPgLocks().get(position);
    }
}
