package dev.bellows.cli.settings;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one source, as text. A later layer wins, setting by setting.
 *
 * @param given what was given
 * @param password a password that stands beside the URL in the same source
 */
public record Layer(Map<Setting, Given> given, Optional<Secret> password) {
    public static final Layer EMPTY = new Layer(Map.of(), Optional.empty());

    /**
     * A value and where it was given, for messages.
     *
     * @param origin such as {@code --chunk} or {@code bellows.yaml:3: chunk}
     */
    public record Given(String value, String origin) {}

    public Layer {
        given = Map.copyOf(given);
    }

    /** The flags that were typed. */
    public static Layer ofFlags(Map<Setting, String> flags) {
        var given = new EnumMap<Setting, Given>(Setting.class);
        flags.forEach((setting, value) -> given.put(setting, new Given(value, setting.flag())));
        return new Layer(given, Optional.empty());
    }

    /** The variables {@code BELLOWS_*}; an empty one counts as unset. */
    public static Layer ofEnvironment(Map<String, String> environment) {
        var given = new EnumMap<Setting, Given>(Setting.class);
        for (var setting : Setting.values()) {
            var value = environment.getOrDefault(setting.variable(), "");
            if (!value.isEmpty()) {
                given.put(setting, new Given(value, setting.variable()));
            }
        }
        return new Layer(given, Secret.ofVariable(environment, "BELLOWS_PASSWORD"));
    }

    Optional<Given> get(Setting setting) {
        return Optional.ofNullable(given.get(setting));
    }
}
