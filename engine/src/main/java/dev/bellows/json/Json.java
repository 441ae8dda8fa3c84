package dev.bellows.json;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;

/**
 * JSON text to and from plain values: maps in insertion order, lists, strings, numbers, booleans and null. Thread-safe.
 */
public final class Json {
    private static final JSON COMPACT = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);
    private static final JSON PRETTY = COMPACT.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private Json() {}

    /** One line. */
    public static String write(Object value) {
        return text(COMPACT, value);
    }

    /** Indented, for people. */
    public static String writePretty(Object value) {
        return text(PRETTY, value);
    }

    /** Reads an object; throws {@link IllegalArgumentException} where the text is not one. */
    public static Map<String, Object> readObject(String text) {
        try {
            return JSON.std.mapFrom(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
        }
    }

    private static String text(JSON json, Object value) {
        try {
            return json.asString(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }
}
