package dev.bellows.testkit.traffic;

/** Makes the keys and values of one writer, which no other has. One thread. */
final class Identities {
    private static final long KEY_SPACE = 10_000_000;
    private static final long FIRST_TOKEN = 1_000_000;
    private static final int MOST_WRITERS = 64;

    private final int number;
    private long keys;
    private long tokens;

    Identities(int number) {
        this.number = number;
    }

    long newKey() {
        return KEY_SPACE * (number + 1) + keys++;
    }

    long newToken() {
        return FIRST_TOKEN + tokens++ * MOST_WRITERS + number;
    }
}
