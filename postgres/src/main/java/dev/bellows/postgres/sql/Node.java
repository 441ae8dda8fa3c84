package dev.bellows.postgres.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A node of the server's parse tree: its kind and its fields, where an absent field is empty, zero or false. */
public record Node(String kind, Map<String, Object> fields) {

    /** From the JSON form, an object with the kind as its only key. */
    static Node of(Object json) {
        if (json instanceof Map<?, ?> map && map.size() == 1) {
            var entry = map.entrySet().iterator().next();
            return new Node(String.valueOf(entry.getKey()), object(entry.getValue()));
        }
        throw new IllegalArgumentException("not a node of a parse tree");
    }

    @SuppressWarnings("unchecked") // the JSON reader makes only maps with text keys
    private static Map<String, Object> object(Object json) {
        return json instanceof Map<?, ?> ? (Map<String, Object>) json : Map.of();
    }

    public boolean is(String other) {
        return kind.equals(other);
    }

    /** A text or enum field; empty where it is absent. */
    public String text(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    public Optional<String> optionalText(String field) {
        return Optional.ofNullable(fields.get(field) instanceof String text && !text.isEmpty() ? text : null);
    }

    public boolean flag(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    public OptionalInt number(String field) {
        return fields.get(field) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }

    /** A field that holds a node of any kind. */
    public Optional<Node> node(String field) {
        return fields.get(field) instanceof Map<?, ?> map && !map.isEmpty() ? Optional.of(of(map)) : Optional.empty();
    }

    /** A field whose kind of node is known, and therefore not written into the tree. */
    public Optional<Node> typed(String field) {
        return fields.get(field) instanceof Map<?, ?> map
                ? Optional.of(new Node(field, object(map)))
                : Optional.empty();
    }

    /** A node that the server always writes there, wrapped in its kind. */
    Node typedNode(String field) {
        return node(field).orElseThrow(() -> new IllegalArgumentException("no " + field + " in " + kind));
    }

    public List<Node> nodes(String field) {
        if (!(fields.get(field) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(item -> item instanceof Map<?, ?> map && map.size() == 1)
                .map(Node::of)
                .toList();
    }

    /** The strings of a list of names, such as a qualified one. */
    public List<String> names(String field) {
        return nodes(field).stream()
                .filter(item -> item.is("String"))
                .map(item -> item.text("sval"))
                .toList();
    }

    /** The byte offset of the node, if it has one. */
    public OptionalInt location() {
        var at = number("location");
        return at.isPresent() && at.getAsInt() >= 0 ? at : at.isEmpty() ? OptionalInt.of(0) : OptionalInt.empty();
    }

    /** This node and all below it, parents first. */
    public List<Node> all() {
        var found = new ArrayList<Node>();
        visit(found::add);
        return found;
    }

    private void visit(Consumer<Node> visitor) {
        visitor.accept(this);
        fields.values().forEach(value -> visitValue(value, visitor));
    }

    private static void visitValue(Object value, Consumer<Node> visitor) {
        switch (value) {
            case List<?> list -> list.forEach(item -> visitValue(item, visitor));
            case Map<?, ?> map when isNode(map) -> of(map).visit(visitor);
            case Map<?, ?> map -> object(map).values().forEach(inner -> visitValue(inner, visitor));
            case null, default -> {
                // a text, number or truth value has nothing below it
            }
        }
    }

    private static boolean isNode(Map<?, ?> map) {
        return map.size() == 1
                && map.keySet().iterator().next() instanceof String key
                && !key.isEmpty()
                && Character.isUpperCase(key.charAt(0));
    }
}
