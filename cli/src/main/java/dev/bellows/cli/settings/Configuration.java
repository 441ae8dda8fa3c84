package dev.bellows.cli.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from.
 *
 * @param directory in which {@code bellows.yaml} is looked for
 * @param environment the variables of the process
 */
public record Configuration(Path directory, Map<String, String> environment) {
    public static final String FILE = "bellows.yaml";

    public Configuration {
        environment = Map.copyOf(environment);
    }

    /**
     * The settings in effect.
     *
     * @param file the file that was named with {@code --config}; it must exist
     * @param flags the settings that were typed
     */
    public Settings settings(Optional<Path> file, Map<Setting, String> flags) throws Refusal {
        var layers = new ArrayList<Layer>();
        layers.addAll(fromFile(file));
        layers.add(Layer.ofEnvironment(environment));
        layers.add(Layer.ofFlags(flags));
        return Settings.of(layers, environment);
    }

    private List<Layer> fromFile(Optional<Path> file) throws Refusal {
        var named = file.map(directory::resolve);
        if (named.isPresent() && !Files.isRegularFile(named.get())) {
            throw new Refusal("--config: %s is not a file".formatted(file.get()), "give an existing file");
        }
        var found = named.orElse(directory.resolve(FILE));
        return Files.isRegularFile(found) ? List.of(SettingsFile.read(file.orElse(found))) : List.of();
    }
}
