package dev.bellows.migration;

/** The identity of a migration: its file name without {@code .sql}, for example {@code V42__split_name}. */
public record MigrationId(String value) implements Comparable<MigrationId> {
    public MigrationId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("migration id is blank");
        }
    }

    @Override
    public int compareTo(MigrationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
