package dev.bellows.cli.settings;

import java.util.Map;
import java.util.Optional;

/** A password. It has no text form but {@link #reveal}, which only the database driver is given. */
public final class Secret {
    static final String MASK = "***";

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    static Optional<Secret> ofVariable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isEmpty())
                .map(Secret::new);
    }

    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
