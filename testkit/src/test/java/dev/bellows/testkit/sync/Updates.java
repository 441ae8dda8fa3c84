package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.sync.Pattern.Left;
import java.sql.SQLException;
import java.util.List;

/** Every way in which rows are changed. */
final class Updates {
    private static final String NOT_NULL_VIOLATION = "23502";

    private Updates() {}

    static List<Deed> all() {
        return List.of(
                Deed.of("UPDATE to a value", Updates::value),
                Deed.of("UPDATE to the value that it has", Updates::sameValue),
                Deed.of("UPDATE to NULL, and back", Updates::toNull),
                Deed.where(Updates::hasOneDefault, "UPDATE to DEFAULT", Updates::toDefault),
                Deed.of("UPDATE of another column", Updates::otherColumn),
                Deed.of("UPDATE of the key", Updates::key),
                Deed.of("UPDATE of key and value", Updates::keyAndValue),
                Deed.of("UPDATE … FROM of many rows", Updates::from),
                Deed.of("UPDATE of all rows", Updates::everything),
                Deed.of("UPDATE RETURNING shows both shapes", Updates::returning),
                Deed.of("two UPDATEs in one transaction", Updates::twice),
                Deed.of("UPDATE in a savepoint that is rolled back", Updates::savepoint),
                Deed.of("UPDATE in a transaction that is rolled back", Updates::rolledBack),
                Deed.of("writes in a PL/pgSQL block", Updates::block),
                Deed.of("writes in a WITH clause", Updates::with),
                Deed.where(t -> t.eyeIsAtLeast(15), "MERGE that updates and inserts", Updates::merge),
                Deed.of("UPDATE under session_replication_role = replica", Updates::replica));
    }

    private static String update(Trial t, int id, String value) {
        return "UPDATE users SET %s WHERE id = %d".formatted(t.assignments(value), id);
    }

    private static void value(Trial t) throws SQLException {
        for (var id : t.two()) {
            t.run(update(t, id, "11"));
            t.holds(id, "11");
        }
    }

    private static void sameValue(Trial t) throws SQLException {
        for (var id : t.two()) {
            t.run(update(t, id, Integer.toString(id)));
            t.holds(id, Integer.toString(id));
        }
    }

    private static void toNull(Trial t) throws SQLException {
        for (var id : t.two()) {
            if (t.pattern().takesNull()) {
                t.run(update(t, id, null));
                t.holds(id, null);
                t.run("UPDATE users SET n = n + 1 WHERE id = " + id);
                t.holds(id, null);
                t.run(update(t, id, "12"));
                t.holds(id, "12");
            } else {
                t.refused(NOT_NULL_VIOLATION, update(t, id, null));
            }
        }
    }

    /** Of two volatile defaults nobody can say which one is meant. */
    private static boolean hasOneDefault(Trial t) {
        return !(t.left(Left.VOLATILE_DEFAULT) && t.role() == Role.BOTH);
    }

    /** A copy cannot have a volatile default, which would mask what old code inserts: there it is refused. */
    private static void toDefault(Trial t) throws SQLException {
        var sql = "UPDATE users SET " + t.each((column, i) -> column.name() + " = DEFAULT") + " WHERE id = ";
        for (var id : t.two()) {
            if (t.left(Left.REFUSED) || (t.left(Left.VOLATILE_DEFAULT) && t.writesCopies())) {
                t.refused(NOT_NULL_VIOLATION, sql + id);
            } else {
                t.run(sql + id);
                t.holdsWhatIsLeft(id);
            }
        }
    }

    private static void otherColumn(Trial t) throws SQLException {
        for (var id : t.two()) {
            t.run("UPDATE users SET n = n + 1 WHERE id = " + id);
            t.holds(id, Integer.toString(id));
        }
    }

    private static void key(Trial t) throws SQLException {
        for (var id : t.two()) {
            var now = t.fresh();
            t.run("UPDATE users SET id = %d WHERE id = %d".formatted(now, id));
            t.holds(now, Integer.toString(id));
        }
    }

    private static void keyAndValue(Trial t) throws SQLException {
        for (var id : t.two()) {
            var now = t.fresh();
            t.run("UPDATE users SET id = %d, %s WHERE id = %d".formatted(now, t.assignments("13"), id));
            t.holds(now, "13");
        }
    }

    private static void from(Trial t) throws SQLException {
        var ids = t.two();
        t.run("UPDATE users u SET %s FROM (VALUES (%d, %s), (%d, %s)) AS s(id, %s) WHERE u.id = s.id"
                .formatted(
                        t.assignmentsFrom("s"),
                        ids.get(0),
                        t.literals("14"),
                        ids.get(1),
                        t.literals("15"),
                        t.each((column, i) -> "c" + i)));
        t.holds(ids.get(0), "14");
        t.holds(ids.get(1), "15");
    }

    private static void everything(Trial t) throws SQLException {
        t.app().setAutoCommit(false);
        try {
            t.run("UPDATE users SET " + t.assignments("16"));
            var probe = t.existing();
            var shown = Lab.rows(t.app(), "SELECT DISTINCT %s FROM users".formatted(t.shown()));
            assertThat(shown).hasSize(1);
            assertThat(Lab.rows(t.app(), "SELECT %s FROM users WHERE id = %d".formatted(t.shown(), probe)))
                    .isEqualTo(shown);
            assertThat(shown.getFirst()).isEqualTo(t.expected("16"));
        } finally {
            t.app().rollback();
            t.app().setAutoCommit(true);
        }
    }

    private static void returning(Trial t) throws SQLException {
        for (var id : t.two()) {
            var returned = Lab.rows(t.app(), update(t, id, "17") + " RETURNING " + t.shown());
            assertThat(returned).containsExactly(t.expected("17"));
            t.holds(id, "17");
        }
    }

    private static void twice(Trial t) throws SQLException {
        for (var id : t.two()) {
            t.run("BEGIN; %s; %s; COMMIT".formatted(update(t, id, "18"), update(t, id, "19")));
            t.holds(id, "19");
        }
    }

    private static void savepoint(Trial t) throws SQLException {
        for (var id : t.two()) {
            t.run("BEGIN; SAVEPOINT a; %s; ROLLBACK TO a; UPDATE users SET n = 7 WHERE id = %d; COMMIT"
                    .formatted(update(t, id, "21"), id));
            t.holds(id, Integer.toString(id));
            t.run("BEGIN; SAVEPOINT a; %s; ROLLBACK TO a; %s; COMMIT"
                    .formatted(update(t, id, "22"), update(t, id, "23")));
            t.holds(id, "23");
        }
    }

    private static void rolledBack(Trial t) throws SQLException {
        var id = t.existing();
        t.run("BEGIN; %s; ROLLBACK".formatted(update(t, id, "24")));
        t.run("UPDATE users SET n = 7 WHERE id = " + id);
        t.holds(id, Integer.toString(id));
    }

    private static void block(Trial t) throws SQLException {
        var id = t.existing();
        var fresh = t.fresh();
        t.run("""
                DO $$ BEGIN
                  %s;
                  BEGIN
                    %s;
                    RAISE 'no';
                  EXCEPTION WHEN raise_exception THEN
                  END;
                  INSERT INTO users (id, %s) VALUES (%d, %s);
                END $$""".formatted(update(t, id, "25"), update(t, id, "26"), t.names(), fresh, t.literals("27")));
        t.holds(id, "25");
        t.holds(fresh, "27");
    }

    private static void with(Trial t) throws SQLException {
        var id = t.existing();
        var fresh = t.fresh();
        t.run("WITH changed AS (%s RETURNING id) INSERT INTO users (id, %s) SELECT %d, %s FROM changed"
                .formatted(
                        update(t, id, "28"),
                        t.names(),
                        fresh,
                        t.each((column, i) -> "'%s'::%s".formatted(t.texts("29").get(i), column.type()))));
        t.holds(id, "28");
        t.holds(fresh, "29");
    }

    private static void merge(Trial t) throws SQLException {
        var ids = t.two();
        var fresh = t.fresh();
        t.run("""
                MERGE INTO users u USING (VALUES (%d), (%d), (%d)) AS s(id) ON u.id = s.id
                WHEN MATCHED AND s.id = %d THEN UPDATE SET %s
                WHEN MATCHED THEN UPDATE SET %s
                WHEN NOT MATCHED THEN INSERT (id, %s) VALUES (s.id, %s)""".formatted(
                        ids.get(0),
                        ids.get(1),
                        fresh,
                        ids.get(0),
                        t.assignments("31"),
                        t.assignments("32"),
                        t.names(),
                        t.literals("33")));
        t.holds(ids.get(0), "31");
        t.holds(ids.get(1), "32");
        t.holds(fresh, "33");
    }

    /** As the apply worker of a logical replication writes; only a superuser may ask for it on all versions. */
    private static void replica(Trial t) throws SQLException {
        var id = t.existing();
        var fresh = t.fresh();
        Lab.run(
                t.eye(),
                "BEGIN; SET LOCAL session_replication_role = replica; %s; INSERT INTO users (id, %s) VALUES (%d, %s); COMMIT"
                        .formatted(update(t, id, "34"), t.names(), fresh, t.literals("35")));
        t.holds(id, "34");
        t.holds(fresh, "35");
    }
}
