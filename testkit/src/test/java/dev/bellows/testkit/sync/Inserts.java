package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.sync.Pattern.Left;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** Every way in which rows come in. */
final class Inserts {
    private static final String NOT_NULL_VIOLATION = "23502";

    private Inserts() {}

    static List<Deed> all() {
        return Stream.of(single(), several(), upserts()).flatMap(List::stream).toList();
    }

    private static List<Deed> single() {
        return List.of(
                Deed.of("INSERT of a value", Inserts::value),
                Deed.of("INSERT that leaves it out", Inserts::leftOut),
                Deed.of("INSERT of DEFAULT", Inserts::explicitDefault),
                Deed.of("INSERT of NULL", Inserts::explicitNull),
                Deed.where(
                        t -> t.left(Left.DEFAULT, Left.DEFAULT_OR_NULL),
                        "INSERT of a value that equals the default",
                        Inserts::valueOfTheDefault),
                Deed.of("INSERT RETURNING shows both shapes", Inserts::returning),
                Deed.of("DELETE, and INSERT of the same key", Inserts::afterDelete));
    }

    private static List<Deed> several() {
        return List.of(
                Deed.of("INSERT of many rows, some with DEFAULT", Inserts::mixed),
                Deed.of("INSERT … SELECT", Inserts::fromSelect),
                Deed.of("COPY with the column", Inserts::copy),
                Deed.of("COPY without the column", Inserts::copyWithout));
    }

    private static List<Deed> upserts() {
        return List.of(
                Deed.of("ON CONFLICT DO UPDATE with EXCLUDED, new row and old row", Inserts::upsert),
                Deed.of("ON CONFLICT DO UPDATE to NULL", Inserts::upsertToNull),
                Deed.of("ON CONFLICT DO UPDATE of something else", Inserts::upsertOfOther),
                Deed.of("ON CONFLICT DO NOTHING", Inserts::doNothing));
    }

    private static String insert(Trial t, String rows) {
        return "INSERT INTO users (id, %s) VALUES %s".formatted(t.names(), rows);
    }

    private static String row(Trial t, int id, String value) {
        return "(%d, %s)".formatted(id, t.literals(value));
    }

    private static String defaults(Trial t, int id) {
        return "(%d, %s)".formatted(id, t.each((column, i) -> "DEFAULT"));
    }

    private static void value(Trial t) throws SQLException {
        var id = t.fresh();
        t.run(insert(t, row(t, id, "71")));
        t.holds(id, "71");
    }

    private static void leftOut(Trial t) throws SQLException {
        var id = t.fresh();
        expectLeft(t, id, "INSERT INTO users (id) VALUES (%d)".formatted(id));
    }

    private static void explicitDefault(Trial t) throws SQLException {
        var id = t.fresh();
        expectLeft(t, id, insert(t, defaults(t, id)));
    }

    private static void expectLeft(Trial t, int id, String sql) throws SQLException {
        if (t.left(Left.REFUSED)) {
            t.refused(NOT_NULL_VIOLATION, sql);
        } else {
            t.run(sql);
            t.holdsWhatIsLeft(id);
        }
    }

    /** With a volatile default nobody can tell the NULL of new code from an INSERT that left it out. */
    private static void explicitNull(Trial t) throws SQLException {
        var id = t.fresh();
        var sql = insert(t, row(t, id, null));
        if (t.pattern().takesNull()) {
            t.run(sql);
            t.holds(id, null);
        } else if (t.left(Left.VOLATILE_DEFAULT) && t.role() == Role.NEW && t.writesCopies()) {
            t.run(sql);
            t.holdsSomething(id);
        } else {
            t.refused(NOT_NULL_VIOLATION, sql);
        }
    }

    private static void valueOfTheDefault(Trial t) throws SQLException {
        var id = t.fresh();
        t.run(insert(t, row(t, id, "0")));
        t.holds(id, "0");
    }

    private static void returning(Trial t) throws SQLException {
        var id = t.fresh();
        var returned = Lab.rows(t.app(), insert(t, row(t, id, "72")) + " RETURNING " + t.shown());
        t.holds(id, "72");
        assertThat(returned).isEqualTo(t.shapes(id));
    }

    private static void afterDelete(Trial t) throws SQLException {
        var id = t.existing();
        t.run("DELETE FROM users WHERE id = " + id);
        t.run(insert(t, row(t, id, "73")));
        t.holds(id, "73");
    }

    private static void mixed(Trial t) throws SQLException {
        var ids = List.of(t.fresh(), t.fresh(), t.fresh());
        var middle = t.left(Left.REFUSED) ? row(t, ids.get(1), "5") : defaults(t, ids.get(1));
        t.run(insert(t, row(t, ids.get(0), "74") + ", " + middle + ", " + row(t, ids.get(2), "75")));
        t.holds(ids.get(0), "74");
        t.holds(ids.get(2), "75");
        if (t.left(Left.REFUSED)) {
            t.holds(ids.get(1), "5");
        } else {
            t.holdsWhatIsLeft(ids.get(1));
        }
    }

    private static void fromSelect(Trial t) throws SQLException {
        var one = t.fresh();
        var other = t.fresh();
        t.run("INSERT INTO users (id, %s) SELECT v.id, %s FROM (VALUES (%d, %s), (%d, %s)) AS v(id, %s)"
                .formatted(
                        t.names(),
                        t.each((column, i) -> "v.c%d::%s".formatted(i, column.type())),
                        one,
                        t.literals("76"),
                        other,
                        t.literals("77"),
                        t.each((column, i) -> "c" + i)));
        t.holds(one, "76");
        t.holds(other, "77");
    }

    private static void copy(Trial t) throws SQLException {
        var one = t.fresh();
        var other = t.fresh();
        copyIn(t, "id, " + t.names(), line(t, one, "78") + line(t, other, "79"));
        t.holds(one, "78");
        t.holds(other, "79");
        if (t.pattern().takesNull()) {
            var empty = t.fresh();
            copyIn(t, "id, " + t.names(), line(t, empty, null));
            t.holds(empty, null);
        }
    }

    private static void copyWithout(Trial t) throws SQLException {
        if (!t.left(Left.REFUSED)) {
            var id = t.fresh();
            copyIn(t, "id", id + "\n");
            t.holdsWhatIsLeft(id);
        }
    }

    private static String line(Trial t, int id, String value) {
        return Stream.concat(
                                Stream.of(Integer.toString(id)),
                                t.texts(value).stream().map(text -> text.equals("null") ? "\\N" : text))
                        .collect(Collectors.joining("\t"))
                + "\n";
    }

    private static void copyIn(Trial t, String columns, String lines) throws SQLException {
        try {
            t.app()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY users (%s) FROM STDIN".formatted(columns), new StringReader(lines));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static void upsert(Trial t) throws SQLException {
        var there = t.two();
        var fresh = t.fresh();
        var rows = row(t, there.get(0), "81") + ", " + row(t, there.get(1), "82") + ", " + row(t, fresh, "83");
        t.run(insert(t, rows) + " ON CONFLICT (id) DO UPDATE SET " + t.assignmentsFromExcluded());
        t.holds(there.get(0), "81");
        t.holds(there.get(1), "82");
        t.holds(fresh, "83");
    }

    private static void upsertToNull(Trial t) throws SQLException {
        if (t.pattern().takesNull()) {
            for (var id : t.two()) {
                t.run(insert(t, row(t, id, null)) + " ON CONFLICT (id) DO UPDATE SET " + t.assignmentsFromExcluded());
                t.holds(id, null);
            }
        }
    }

    private static void upsertOfOther(Trial t) throws SQLException {
        for (var id : t.two()) {
            t.run(insert(t, row(t, id, "84")) + " ON CONFLICT (id) DO UPDATE SET n = users.n + 1");
            t.holds(id, Integer.toString(id));
        }
    }

    private static void doNothing(Trial t) throws SQLException {
        var id = t.existing();
        var fresh = t.fresh();
        t.run(insert(t, row(t, id, "85") + ", " + row(t, fresh, "86")) + " ON CONFLICT DO NOTHING");
        t.holds(fresh, "86");
        t.run("UPDATE users SET n = 1 WHERE id = " + id);
        t.holds(id, Integer.toString(id));
    }
}
