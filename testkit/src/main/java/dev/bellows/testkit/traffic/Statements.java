package dev.bellows.testkit.traffic;

import static java.util.stream.Collectors.joining;

import dev.bellows.testkit.traffic.AppVersion.Assignment;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The SQL that a version sends. */
record Statements(AppVersion version, Forms forms) {

    private AppVersion.Rows rows() {
        return version.rows();
    }

    private Key key() {
        return rows().key();
    }

    String insert(int many, KeySource source) {
        return insert(many, source, rows().fields());
    }

    /** Without the columns that the value is in. */
    String insertShort() {
        return insert(1, KeySource.SENT, List.of());
    }

    private String insert(int many, KeySource source, List<Field> fields) {
        var demanded = rows().demanded();
        var sent = source == KeySource.SENT ? Stream.of(key().column()) : Stream.<String>empty();
        var columns = Stream.of(
                        sent,
                        fields.stream().map(Field::name),
                        demanded.stream().map(Assignment::column))
                .flatMap(names -> names)
                .collect(joining(", "));
        var one = Stream.of(
                        source == KeySource.SENT ? Stream.of("?") : Stream.<String>empty(),
                        fields.stream().map(forms::parameter),
                        demanded.stream().map(Assignment::sql))
                .flatMap(values -> values)
                .collect(joining(", ", "(", ")"));
        return "INSERT INTO %s (%s)%s VALUES %s%s"
                .formatted(
                        rows().table(),
                        columns,
                        overriding(source),
                        String.join(", ", Collections.nCopies(many, one)),
                        source == KeySource.SENT ? "" : forms.returning(rows()));
    }

    /** Where the key of an INSERT comes from. */
    enum KeySource {
        SENT,
        SERVER
    }

    private String overriding(KeySource source) {
        return source == KeySource.SENT && version.habits().keys() == AppVersion.Keys.GENERATED
                ? forms.overriding()
                : "";
    }

    String update() {
        var assignments = rows().fields().stream()
                .map(field -> field.name() + " = " + forms.parameter(field))
                .collect(joining(", "));
        return updateOne(assignments);
    }

    private String updateOne(String assignments) {
        return "UPDATE %s SET %s WHERE %s".formatted(rows().table(), assignments, key().is("?"));
    }

    String updateMany(int many) {
        return forms.updateMany(rows(), many);
    }

    String updateUnrelated() {
        return updateOne(rows().unrelated().toString());
    }

    /** Writes back what is there, as a mapper does that names every column. */
    String writeBack() {
        return updateOne(rows().fields().stream()
                .map(field -> "%1$s = %1$s".formatted(field.name()))
                .collect(joining(", ")));
    }

    /** What begins as an INSERT of a row and is another operation. */
    String variant(Op op) {
        return forms.variant(op, insert(1, KeySource.SENT), rows());
    }

    String delete() {
        return "DELETE FROM %s WHERE %s".formatted(rows().table(), key().is("?"));
    }

    String move() {
        return updateOne(key().column() + " = ?");
    }

    String select() {
        return "SELECT %s FROM %s WHERE %s".formatted(names(), rows().table(), key().is("?"));
    }

    /** All rows of a list of keys. */
    String selectMany(int many) {
        return "SELECT %s, %s FROM %s WHERE %s".formatted(key().column(), names(), rows().table(), key().among(many));
    }

    String selectAll() {
        return "SELECT %s, %s FROM %s".formatted(key().column(), names(), rows().table());
    }

    /** A range of rows, as a list page reads it. */
    String selectRange() {
        return "SELECT %1$s, %2$s FROM %3$s WHERE %4$s ORDER BY %1$s LIMIT 20"
                .formatted(key().column(), names(), rows().table(), key().condition(key().column() + " >= ?"));
    }

    private String names() {
        return rows().fields().stream().map(Field::name).collect(joining(", "));
    }
}
