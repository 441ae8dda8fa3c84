package dev.bellows.testkit.traffic;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.List;

/** The SQL that a version sends. */
record Statements(AppVersion version) {

    private AppVersion.Rows rows() {
        return version.rows();
    }

    String insert(int many, KeySource source) {
        var given = rows().given();
        var values = values() + given.stream().map(more -> ", " + more.sql()).collect(joining());
        var one = source == KeySource.SENT ? "(?, %s)".formatted(values) : "(%s)".formatted(values);
        var tuples = String.join(", ", Collections.nCopies(many, one));
        var key = source == KeySource.SENT ? rows().key() + ", " : "";
        return "INSERT INTO %s (%s%s)%s VALUES %s%s"
                .formatted(
                        rows().table(),
                        key,
                        names()
                                + given.stream()
                                        .map(more -> ", " + more.column())
                                        .collect(joining()),
                        overriding(source),
                        tuples,
                        source == KeySource.SENT ? "" : " RETURNING " + rows().key());
    }

    /** Where the key of an INSERT comes from. */
    enum KeySource {
        SENT,
        SERVER
    }

    private String overriding(KeySource source) {
        return source == KeySource.SENT && version.habits().keys() == AppVersion.Keys.GENERATED
                ? " OVERRIDING SYSTEM VALUE"
                : "";
    }

    String update() {
        return "UPDATE %s SET %s WHERE %s = ?".formatted(rows().table(), assignments("", "?::"), rows().key());
    }

    String updateMany(int many) {
        var fields = rows().fields();
        var tuple = "(?::bigint, %s)".formatted(values());
        var assign = fields.stream()
                .map(field -> "%s = changed.%s".formatted(field.name(), field.name()))
                .collect(joining(", "));
        return "UPDATE %1$s SET %2$s FROM (VALUES %3$s) AS changed (the_key, %4$s) WHERE %1$s.%5$s = changed.the_key"
                .formatted(
                        rows().table(),
                        assign,
                        String.join(", ", Collections.nCopies(many, tuple)),
                        names(),
                        rows().key());
    }

    String updateUnrelated() {
        return "UPDATE %s SET %s WHERE %s = ?".formatted(rows().table(), rows().unrelated(), rows().key());
    }

    /** Writes back what is there, as a mapper does that names every column. */
    String writeBack() {
        var same = rows().fields().stream()
                .map(field -> "%1$s = %1$s".formatted(field.name()))
                .collect(joining(", "));
        return "UPDATE %s SET %s WHERE %s = ?".formatted(rows().table(), same, rows().key());
    }

    String upsert() {
        var excluded = rows().fields().stream()
                .map(field -> "%s = EXCLUDED.%s".formatted(field.name(), field.name()))
                .collect(joining(", "));
        return "%s ON CONFLICT (%s) DO UPDATE SET %s".formatted(insert(1, KeySource.SENT), rows().key(), excluded);
    }

    String delete() {
        return "DELETE FROM %s WHERE %s = ?".formatted(rows().table(), rows().key());
    }

    String move() {
        return "UPDATE %1$s SET %2$s = ? WHERE %2$s = ?".formatted(rows().table(), rows().key());
    }

    String select() {
        return "SELECT %s FROM %s WHERE %s = ?".formatted(asText(), rows().table(), rows().key());
    }

    /** All rows of a list of keys. */
    String selectMany() {
        return "SELECT %1$s, %2$s FROM %3$s WHERE %1$s = ANY (?)".formatted(rows().key(), asText(), rows().table());
    }

    String selectAll() {
        return "SELECT %s, %s FROM %s".formatted(rows().key(), asText(), rows().table());
    }

    /** A range of rows, as a list page reads it. */
    String selectRange() {
        return "SELECT %1$s, %2$s FROM %3$s WHERE %1$s >= ? ORDER BY %1$s LIMIT 20"
                .formatted(rows().key(), names(), rows().table());
    }

    private String asText() {
        return names();
    }

    private String names() {
        return rows().fields().stream().map(Field::name).collect(joining(", "));
    }

    private String values() {
        return rows().fields().stream().map(field -> "?::" + field.type()).collect(joining(", "));
    }

    private String assignments(String prefix, String parameter) {
        return rows().fields().stream()
                .map(field -> prefix + field.name() + " = " + parameter + field.type())
                .collect(joining(", "));
    }

    List<Field> fields() {
        return rows().fields();
    }
}
