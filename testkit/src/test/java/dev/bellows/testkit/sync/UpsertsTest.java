package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.MigrationFile;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many writers insert the same new keys at the same moment, with ON CONFLICT on the key that a migration changes. Of
 * two unique indexes on the same key the server takes the one that ON CONFLICT names to tell who was first; the other
 * says "duplicate key" to whoever comes second (an upsert looks, then inserts).
 */
final class UpsertsTest {
    private static final int WRITERS = 6;
    private static final int HOT_KEYS = 40;
    private static final int FRESH_KEYS = 100_000;

    /** A table {@code users}, what the file does to it, and the key as old and as new code write it. */
    enum Kind {
        UNIQUE_RENAMED(
                "id bigserial PRIMARY KEY, name text NOT NULL UNIQUE",
                "ALTER TABLE users RENAME COLUMN name TO full_name;",
                "name",
                "full_name",
                "'k%d'"),
        KEY_RENAMED("uid int PRIMARY KEY", "ALTER TABLE users RENAME COLUMN uid TO user_id;", "uid", "user_id", "%d"),
        EXPRESSION_RENAMED(
                "id bigserial PRIMARY KEY, name text NOT NULL, gone boolean NOT NULL DEFAULT false",
                "ALTER TABLE users RENAME COLUMN name TO full_name;",
                "lower(name), region",
                "lower(full_name), region",
                "'K%d'"),
        KEY_RETYPED("uid int PRIMARY KEY", "ALTER TABLE users ALTER COLUMN uid TYPE bigint;", "uid", "uid", "%d"),
        UNIQUE_RETYPED(
                "id bigserial PRIMARY KEY, code int NOT NULL UNIQUE",
                "--! down users.code = code::int\nALTER TABLE users ALTER COLUMN code TYPE text USING code::text;",
                "code",
                "code",
                "'%d'"),
        UNIQUE_REPLACED("id bigserial PRIMARY KEY, name text NOT NULL UNIQUE", """
                ALTER TABLE users ADD COLUMN handle text;
                UPDATE users SET handle = name;
                --! down users.name = handle
                ALTER TABLE users DROP COLUMN name;
                CREATE UNIQUE INDEX users_handle ON users (handle);""", "name", "handle", "'k%d'");

        private final String columns;
        private final String sql;
        private final String old;
        private final String now;
        private final String value;

        Kind(String columns, String sql, String old, String now, String value) {
            this.columns = columns;
            this.sql = sql;
            this.old = old;
            this.now = now;
            this.value = value;
        }

        String ddl() {
            var index = this == EXPRESSION_RENAMED
                    ? "CREATE UNIQUE INDEX live ON users (lower(name), region) WHERE NOT gone;"
                    : "";
            return "CREATE TABLE users (n int NOT NULL DEFAULT 0, region int NOT NULL DEFAULT 1, %s);"
                            .formatted(columns)
                    + index;
        }

        MigrationFile file() {
            return Lab.file(sql);
        }

        /** Comes, goes and comes again. */
        String onHotKey(String key) {
            var number = ThreadLocalRandom.current().nextInt(HOT_KEYS);
            return ThreadLocalRandom.current().nextInt(3) == 0
                    ? "DELETE FROM users WHERE %s = %s".formatted(column(key), value.formatted(number))
                    : insert(key, number) + " DO UPDATE SET n = users.n + 1";
        }

        /** Is there once and stays. */
        String onFreshKey(String key, long number) {
            return insert(key, number)
                    + (ThreadLocalRandom.current().nextBoolean() ? " DO NOTHING" : " DO UPDATE SET n = users.n + 1");
        }

        private String insert(String key, long number) {
            var partial = key.startsWith("lower") ? " WHERE NOT gone" : "";
            return "INSERT INTO users (%s, n) VALUES (%s, 1) ON CONFLICT (%s)%s"
                    .formatted(column(key), value.formatted(number), key, partial);
        }

        private static String column(String key) {
            return key.replace("lower(", "").replace(")", "").replace(", region", "");
        }
    }

    /** What code is about: its key, which changes while the writers run. */
    private static final class Crowd implements AutoCloseable {
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final AtomicLong done = new AtomicLong();
        private final AtomicLong fresh = new AtomicLong();
        private final AtomicBoolean stop = new AtomicBoolean();
        private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        private final Kind kind;
        private volatile List<String> keys;
        private volatile boolean growing;

        Crowd(Lab lab, Kind kind) throws SQLException {
            this.kind = kind;
            this.keys = List.of(kind.old);
            for (var i = 0; i < WRITERS; i++) {
                var app = lab.application();
                Lab.run(app, "SET synchronous_commit = off"); // they meet more often when they need not wait for a disk
                writers.execute(() -> write(app));
            }
        }

        private void write(Connection app) {
            try (app) {
                while (!stop.get()) {
                    var now = keys;
                    var key = now.get(ThreadLocalRandom.current().nextInt(now.size()));
                    var sql = !growing || ThreadLocalRandom.current().nextBoolean()
                            ? kind.onHotKey(key)
                            : kind.onFreshKey(key, FRESH_KEYS + fresh.incrementAndGet() / WRITERS);
                    try {
                        Lab.run(app, sql);
                        done.incrementAndGet();
                        if (!growing) {
                            Thread.sleep(5); // Bellows holds while so many sessions are busy
                        }
                    } catch (SQLException e) {
                        failures.add(sql + ": " + e.getMessage());
                    }
                }
            } catch (SQLException | InterruptedException e) {
                failures.add(e.toString());
            }
        }

        /** So many more statements of which nothing failed, written by these keys. */
        void writesBy(List<String> keys, String when) throws InterruptedException {
            this.keys = keys;
            growing = true;
            var until = done.get() + 3_000;
            while (done.get() < until && failures.isEmpty()) {
                Thread.sleep(20);
            }
            growing = false;
            assertThat(failures).as(when).isEmpty();
        }

        @Override
        public void close() {
            stop.set(true);
            writers.close();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.bellows.testkit.postgres.PostgresVersion#ofThisBuild")
    void of_the_same_new_key_at_the_same_moment_all_succeed_in_every_phase(PostgresVersion version) throws Exception {
        for (var kind : Kind.values()) {
            var both = List.of(kind.old, kind.now);
            var file = kind.file();
            var id = file.id();
            try (var lab = Lab.with(version, kind.ddl());
                    var crowd = new Crowd(lab, kind)) {
                lab.expand(file);
                crowd.writesBy(List.of(kind.old), kind + " expanded");
                lab.migrate(id);
                crowd.writesBy(both, kind + " migrated");
                crowd.writesBy(List.of(kind.now), kind + " migrated, new code only");
                lab.contract(id);
                crowd.writesBy(List.of(kind.now), kind + " contracted");
                lab.rollBack(id);
                crowd.writesBy(both, kind + " rolled back");
                crowd.writesBy(List.of(kind.now), kind + " rolled back, new code only");
                lab.verified(id);
                lab.contract(id);
                crowd.writesBy(List.of(kind.now), kind + " contracted again");
                lab.purge(id);
                crowd.writesBy(List.of(kind.now), kind + " purged");
            }
        }
    }
}
