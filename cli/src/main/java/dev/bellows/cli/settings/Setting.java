package dev.bellows.cli.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything that can be configured. One name per setting: {@code max-lag}, {@code BELLOWS_MAX_LAG}, {@code --max-lag}. */
public enum Setting {
    URL,
    USER,
    MIGRATIONS,
    LOCK_TIMEOUT,
    CHUNK,
    SOAK,
    RETENTION,
    MAX_LAG,
    MAX_ACTIVE;

    /** The key in bellows.yaml. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String variable() {
        return "BELLOWS_" + name();
    }

    public String flag() {
        return "--" + key();
    }

    static Optional<Setting> named(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }
}
