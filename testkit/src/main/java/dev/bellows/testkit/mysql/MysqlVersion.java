package dev.bellows.testkit.mysql;

import dev.bellows.mysql.grammar.Flavour;
import java.util.Arrays;
import java.util.List;

/** The release series of MySQL and MariaDB that Bellows is tested with, oldest first in each. */
public enum MysqlVersion {
    /** The 8.0.15 of a Maven artifact; only the server is in it, without dump and client programs. */
    MYSQL_8_0(Flavour.MYSQL, 80_000),
    /** What Debian has in its unstable suite. */
    MYSQL_9_7(Flavour.MYSQL, 90_700),
    /** What Debian 12 has. */
    MARIADB_10_11(Flavour.MARIADB, 101_100),
    /** The 11.4.5 of a Maven artifact, with the client and the dump program. */
    MARIADB_11_4(Flavour.MARIADB, 110_400),
    /** What Debian 13 has. */
    MARIADB_11_8(Flavour.MARIADB, 110_800);

    private final Flavour flavour;
    private final int series;

    MysqlVersion(Flavour flavour, int series) {
        this.flavour = flavour;
        this.series = series;
    }

    public Flavour flavour() {
        return flavour;
    }

    /**
     * The series as a number without the point release, 110400 for 11.4. What Debian has moves on within a series, so
     * only {@link MysqlServer#number()} knows the rest.
     */
    public int series() {
        return series;
    }

    /** The series as it is written, for example {@code 11.4}. */
    public String release() {
        return series / 10_000 + "." + series / 100 % 100;
    }

    /**
     * Whether this machine can start it: Linux on amd64 and, the first time, a network and the mirror of a Debian. The
     * first call may download and unpack it, which takes up to a minute; it never throws, a failure is in the log.
     */
    public boolean available() {
        return MysqlTree.find(this).isPresent();
    }

    /** The versions that can be started here. */
    public static List<MysqlVersion> availableHere() {
        return Arrays.stream(values()).filter(MysqlVersion::available).toList();
    }

    /**
     * Those on which tests run, whether they are here or not: all, or some with {@code -Dmysql.servers=9.7,11.4}.
     *
     * @throws IllegalArgumentException for a version that there is not
     */
    public static List<MysqlVersion> ofThisBuild() {
        var asked = System.getProperty("mysql.servers", "all");
        return asked.equals("all")
                ? List.of(values())
                : Arrays.stream(asked.split(",", -1))
                        .map(release -> of(release.strip()))
                        .toList();
    }

    private static MysqlVersion of(String release) {
        return Arrays.stream(values())
                .filter(version -> version.release().equals(release))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no server of version " + release));
    }

    @Override
    public String toString() {
        return (flavour == Flavour.MYSQL ? "MySQL " : "MariaDB ") + release();
    }
}
