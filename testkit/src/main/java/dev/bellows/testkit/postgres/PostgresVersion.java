package dev.bellows.testkit.postgres;

import java.util.Arrays;
import java.util.List;

/** The major versions that Bellows is tested with, and the release of the binaries that stands for each. */
public enum PostgresVersion {
    V13("13.23.0"),
    V14("14.24.0"),
    V15("15.19.0"),
    V16("16.15.0"),
    V17("17.11.0"),
    V18("18.6.0");

    private final String release;

    PostgresVersion(String release) {
        this.release = release;
    }

    /** The version of the binaries artifact, for example {@code 18.6.0}. */
    public String release() {
        return release;
    }

    public int major() {
        return Integer.parseInt(name().substring(1));
    }

    /** Whether this machine can start it: Linux on amd64, with the binaries ({@code -Dservers=all}). */
    public boolean available() {
        return PostgresBinaries.archive(this).isPresent();
    }

    /** The versions that can be started here, oldest first. */
    public static List<PostgresVersion> availableHere() {
        return Arrays.stream(values()).filter(PostgresVersion::available).toList();
    }

    /**
     * Those on which scenarios run: the oldest and the newest in wide use; all with {@code -Dservers=all}, some with
     * {@code -Dservers=13,16}.
     *
     * @throws IllegalArgumentException for a version that is not here
     */
    public static List<PostgresVersion> ofThisBuild() {
        var asked = System.getProperty("servers", "14,18");
        return asked.equals("all")
                ? List.of(values())
                : Arrays.stream(asked.split(",", -1))
                        .map(major -> valueOf("V" + major.strip()))
                        .toList();
    }

    @Override
    public String toString() {
        return "PostgreSQL " + release.substring(0, release.lastIndexOf('.'));
    }
}
