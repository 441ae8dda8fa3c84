package dev.bellows.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a plan in JSON, by type. Every complaint begins with the path of the field.
 *
 * @param path from the root, such as {@code plan.steps[2].action}
 * @param values the fields
 */
record PlanFields(String path, Map<?, ?> values) {

    String text(String name) {
        return optionalText(name).orElseThrow(() -> broken(name, "a text"));
    }

    Optional<String> optionalText(String name) {
        var value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw broken(name, "a text");
    }

    SqlStatement statement(String name) {
        return new SqlStatement(text(name));
    }

    long number(String name) {
        var value = values.get(name);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw broken(name, "a whole number");
    }

    Duration duration(String name) {
        try {
            return Duration.parse(text(name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s.%s: not an ISO-8601 duration: \"%s\"".formatted(path, name, text(name)), e);
        }
    }

    /** The constant whose name in kebab case is the text. */
    <E extends Enum<E>> E oneOf(String name, E[] constants) {
        var text = text(name);
        for (var constant : constants) {
            if (PlanJson.kebab(constant).equals(text)) {
                return constant;
            }
        }
        var known = Arrays.stream(constants).map(PlanJson::kebab).toList();
        throw new IllegalArgumentException(
                "%s.%s: unknown value \"%s\"; known are %s".formatted(path, name, text, String.join(", ", known)));
    }

    PlanFields object(String name) {
        return nested(name, values.get(name));
    }

    <T> List<T> objects(String name, Function<PlanFields, T> read) {
        var objects = new ArrayList<T>();
        for (var value : list(name)) {
            objects.add(read.apply(nested("%s[%d]".formatted(name, objects.size()), value)));
        }
        return objects;
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var value : list(name)) {
            if (!(value instanceof String text)) {
                throw broken(name, "a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    IllegalArgumentException unknownKind(String known) {
        return new IllegalArgumentException(
                "%s.kind: unknown kind \"%s\"; known are %s".formatted(path, text("kind"), known));
    }

    private List<?> list(String name) {
        if (values.get(name) instanceof List<?> list) {
            return list;
        }
        throw broken(name, "a list");
    }

    private PlanFields nested(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new PlanFields(path + "." + name, map);
        }
        throw broken(name, "an object");
    }

    private IllegalArgumentException broken(String name, String wanted) {
        return new IllegalArgumentException("%s.%s: missing, or not %s".formatted(path, name, wanted));
    }
}
