package dev.bellows.testkit.postgres;

import static java.util.stream.Collectors.joining;

import dev.bellows.testkit.traffic.AppVersion.Rows;
import dev.bellows.testkit.traffic.Field;
import dev.bellows.testkit.traffic.Forms;
import dev.bellows.testkit.traffic.Op;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What applications write in PostgreSQL's own SQL. */
record PostgresForms() implements Forms {

    @Override
    public Set<Op> known() {
        return Op.allBut(Op.REPLACE, Op.INSERT_IGNORE, Op.LOAD);
    }

    @Override
    public boolean counts(Op op) {
        return true;
    }

    @Override
    public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    @Override
    public String parameter(Field field) {
        return "?::" + field.type();
    }

    @Override
    public String overriding() {
        return " OVERRIDING SYSTEM VALUE";
    }

    @Override
    public String returning(Rows rows) {
        return " RETURNING " + rows.key().column();
    }

    @Override
    public List<Long> insert(PreparedStatement statement, int many) throws SQLException {
        var keys = new ArrayList<Long>();
        try (var made = statement.executeQuery()) {
            while (made.next()) {
                keys.add(made.getLong(1));
            }
        }
        return keys;
    }

    @Override
    public String updateMany(Rows rows, int many) {
        var fields = rows.fields();
        var values = fields.stream().map(this::parameter).collect(joining(", ", "(?::bigint, ", ")"));
        return "UPDATE %1$s SET %2$s FROM (VALUES %3$s) AS changed (the_key, %4$s) WHERE %5$s"
                .formatted(
                        rows.table(),
                        fields.stream()
                                .map(field -> "%1$s = changed.%1$s".formatted(field.name()))
                                .collect(joining(", ")),
                        String.join(", ", Collections.nCopies(many, values)),
                        fields.stream().map(Field::name).collect(joining(", ")),
                        rows.key()
                                .condition("%s.%s = changed.the_key"
                                        .formatted(rows.table(), rows.key().column())));
    }

    @Override
    public String variant(Op op, String insert, Rows rows) {
        if (op != Op.UPSERT) {
            throw new IllegalArgumentException("PostgreSQL has no " + op);
        }
        var excluded = rows.fields().stream()
                .map(field -> "%1$s = EXCLUDED.%1$s".formatted(field.name()))
                .collect(joining(", "));
        return "%s ON CONFLICT (%s) DO UPDATE SET %s"
                .formatted(insert, String.join(", ", rows.key().columns()), excluded);
    }

    @Override
    public Optional<Loader> loader() {
        return Optional.empty();
    }
}
