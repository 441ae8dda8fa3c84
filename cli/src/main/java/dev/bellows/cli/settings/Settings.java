package dev.bellows.cli.settings;

import dev.bellows.plan.PlanSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration in effect.
 *
 * @param database where to connect, if a URL was given
 * @param migrations the folder in which a migration is looked for
 * @param planning what a new plan takes from configuration
 * @param pace what a run takes from configuration
 */
public record Settings(Optional<Database> database, Path migrations, PlanSettings planning, Pace pace) {

    /**
     * A database.
     *
     * @param user the user; without one the driver takes the name of the system's user
     * @param password the password; without one the driver of PostgreSQL looks into ~/.pgpass
     */
    public record Database(Address address, Optional<String> user, Optional<Secret> password) {
        public Redaction redaction() {
            return new Redaction(password);
        }
    }

    /**
     * When a backfill holds back.
     *
     * @param maxLag the replica lag above which it holds
     * @param maxActive the number of active sessions above which it slows down
     */
    public record Pace(Duration maxLag, int maxActive) {
        public static final Pace DEFAULT = new Pace(Duration.ofSeconds(10), 100);
    }

    /**
     * Folds the layers, the weakest first.
     *
     * @param environment for PGPASSWORD or MYSQL_PWD, which yields to every other password
     */
    public static Settings of(List<Layer> layers, Map<String, String> environment) throws Refusal {
        var values = new Values(layers);
        var planning = new PlanSettings(
                values.positive(Setting.LOCK_TIMEOUT, PlanSettings.DEFAULT.lockTimeout()),
                values.positive(Setting.CHUNK, PlanSettings.DEFAULT.chunk()),
                values.duration(Setting.SOAK, PlanSettings.DEFAULT.soak()),
                values.duration(Setting.RETENTION, PlanSettings.DEFAULT.retention()));
        var pace = new Pace(
                values.positive(Setting.MAX_LAG, Pace.DEFAULT.maxLag()),
                values.count(Setting.MAX_ACTIVE, Pace.DEFAULT.maxActive()));
        var folder = values.path(Setting.MIGRATIONS, Path.of("migrations"));
        return new Settings(values.database(environment), folder, planning, pace);
    }

    /** A duration of more than zero. */
    public static Duration positive(Layer.Given given) throws Refusal {
        return Values.positive(given);
    }

    /** A whole number of more than zero. */
    public static int count(Layer.Given given) throws Refusal {
        return Values.count(given);
    }
}
