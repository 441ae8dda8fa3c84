package dev.bellows.cli.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of all layers by type. Every refusal begins with where the value was given. */
final class Values {
    private final List<Layer> strongestFirst;

    Values(List<Layer> weakestFirst) {
        this.strongestFirst = weakestFirst.reversed();
    }

    private Optional<Layer.Given> get(Setting setting) {
        return strongestFirst.stream()
                .flatMap(layer -> layer.get(setting).stream())
                .findFirst();
    }

    Duration duration(Setting setting, Duration otherwise) throws Refusal {
        var given = get(setting);
        return given.isEmpty() ? otherwise : duration(given.get());
    }

    Duration positive(Setting setting, Duration otherwise) throws Refusal {
        var given = get(setting);
        return given.isEmpty() ? otherwise : positive(given.get());
    }

    int count(Setting setting, int otherwise) throws Refusal {
        var given = get(setting);
        return given.isEmpty() ? otherwise : count(given.get());
    }

    Path path(Setting setting, Path otherwise) throws Refusal {
        try {
            return get(setting).map(given -> Path.of(given.value())).orElse(otherwise);
        } catch (InvalidPathException e) {
            throw new Refusal("%s: not a path: %s".formatted(origin(setting), e.getInput()), "give a folder");
        }
    }

    /** The URL of the strongest layer; user and password of any weaker layer's URL do not apply to it. */
    Optional<Settings.Database> database(Map<String, String> environment) throws Refusal {
        var given = get(Setting.URL);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        var url = DatabaseUrl.parse(given.get());
        Optional<String> user = Optional.empty();
        Optional<Secret> password = Optional.empty();
        for (var layer : strongestFirst) {
            var hasUrl = layer.get(Setting.URL).equals(given);
            user = user.or(() -> layer.get(Setting.USER).map(Layer.Given::value));
            user = hasUrl ? user.or(url::user) : user;
            password = password.or(layer::password);
            password = hasUrl ? password.or(url::password) : password;
        }
        password =
                password.or(() -> Secret.ofVariable(environment, url.address().passwordVariable()));
        return Optional.of(new Settings.Database(url.address(), user, password));
    }

    static Duration duration(Layer.Given given) throws Refusal {
        return Durations.parse(given.value())
                .orElseThrow(() -> new Refusal(
                        "%s: not a duration: %s".formatted(given.origin(), given.value()),
                        "give a number with a unit: 50ms, 2s, 5m, 1h, 7d"));
    }

    static Duration positive(Layer.Given given) throws Refusal {
        var duration = duration(given);
        if (duration.isZero()) {
            throw new Refusal(given.origin() + ": must be more than zero", "give for example 100ms");
        }
        return duration;
    }

    static int count(Layer.Given given) throws Refusal {
        try {
            var count = Integer.parseInt(given.value().strip());
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException ignored) {
            // said below, as for a number out of range
        }
        throw new Refusal(
                "%s: not a positive whole number: %s".formatted(given.origin(), given.value()), "give for example 64");
    }

    private String origin(Setting setting) {
        return get(setting).map(Layer.Given::origin).orElse(setting.key());
    }
}
