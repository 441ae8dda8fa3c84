package dev.bellows.testkit.mysql;

import static java.util.stream.Collectors.joining;

import dev.bellows.testkit.traffic.AppVersion.Assignment;
import dev.bellows.testkit.traffic.AppVersion.Rows;
import dev.bellows.testkit.traffic.Field;
import dev.bellows.testkit.traffic.Forms;
import dev.bellows.testkit.traffic.Op;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What applications write in the SQL that MySQL and MariaDB share. */
record MysqlForms() implements Forms {
    private static final String INSERT = "INSERT";

    @Override
    public Set<Op> known() {
        return Op.allBut();
    }

    /** An INSERT that finds a row counts it twice, or not at all where nothing changes. */
    @Override
    public boolean counts(Op op) {
        return op != Op.UPSERT && op != Op.REPLACE;
    }

    @Override
    public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
    }

    @Override
    public String parameter(Field field) {
        return "?";
    }

    @Override
    public String overriding() {
        return "";
    }

    @Override
    public String returning(Rows rows) {
        return "";
    }

    /** The server tells the first key; those of one statement follow each other. */
    @Override
    public List<Long> insert(PreparedStatement statement, int many) throws SQLException {
        statement.executeUpdate();
        try (var made = statement.getGeneratedKeys()) {
            if (!made.next()) {
                return List.of();
            }
            var first = made.getLong(1);
            return LongStream.range(first, first + many).boxed().toList();
        }
    }

    @Override
    public String updateMany(Rows rows, int many) {
        var fields = rows.fields();
        var named = fields.stream()
                .map(field -> "? AS " + field.name())
                .collect(joining(", ", "SELECT ? AS the_key, ", ""));
        var more = " UNION ALL SELECT ?" + ", ?".repeat(fields.size());
        return "UPDATE %s AS here JOIN (%s) AS changed ON %s SET %s"
                .formatted(
                        rows.table(),
                        named + more.repeat(many - 1),
                        rows.key()
                                .condition("here.%s = changed.the_key"
                                        .formatted(rows.key().column())),
                        fields.stream()
                                .map(field -> "here.%1$s = changed.%1$s".formatted(field.name()))
                                .collect(joining(", ")));
    }

    @Override
    public String variant(Op op, String insert, Rows rows) {
        var behind = insert.substring(INSERT.length());
        return switch (op) {
            case UPSERT ->
                insert + " ON DUPLICATE KEY UPDATE "
                        + rows.fields().stream()
                                .map(field -> "%1$s = VALUES(%1$s)".formatted(field.name()))
                                .collect(joining(", "));
            case REPLACE -> "REPLACE" + behind;
            case INSERT_IGNORE -> "INSERT IGNORE" + behind;
            default -> throw new IllegalArgumentException("no INSERT: " + op);
        };
    }

    @Override
    public Optional<Loader> loader() {
        return Optional.of(MysqlForms::load);
    }

    private static int load(Connection connection, Rows rows, List<List<Object>> lines) throws SQLException {
        var given = Stream.concat(rows.key().within().stream(), rows.given().stream())
                .map(Assignment::toString)
                .collect(joining(", "));
        var file = file(lines);
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate("LOAD DATA LOCAL INFILE '%s' INTO TABLE %s CHARACTER SET utf8mb4 (%s)%s"
                    .formatted(
                            file,
                            rows.table(),
                            Stream.concat(
                                            Stream.of(rows.key().column()),
                                            rows.fields().stream().map(Field::name))
                                    .collect(joining(", ")),
                            given.isEmpty() ? "" : " SET " + given));
        } finally {
            delete(file);
        }
    }

    private static Path file(List<List<Object>> lines) {
        try {
            var file = Files.createTempFile("load-", ".tsv");
            return Files.write(file, lines.stream().map(MysqlForms::line).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the rows to load", e);
        }
    }

    private static String line(List<Object> values) {
        return values.stream()
                .map(value -> String.valueOf(value).replace("\\", "\\\\").replace("\t", "\\t"))
                .collect(joining("\t"));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
