package dev.bellows.testkit.sync;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.bellows.plan.Plan;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/** Plays events on a database and on the reference, and compares after each. */
final class Player implements AutoCloseable {
    private final Pattern pattern;
    private final Backfill backfill;
    private final Lab lab;
    private final Connection app;
    private final Connection eye;
    private final Reference reference = new Reference();
    private final List<String> played = new ArrayList<>();
    private Stage stage = Stage.EXPANDED;

    /** When the real backfill runs. */
    enum Backfill {
        BETWEEN_WRITES,
        /** While the writes that follow it in the script go on. */
        BESIDE_WRITES
    }

    Player(PostgresVersion version, Pattern pattern, Backfill backfill) throws SQLException {
        this.pattern = pattern;
        this.backfill = backfill;
        this.lab = Lab.with(version, pattern.ddl(Script.ROWS));
        this.app = lab.application();
        this.eye = lab.database().connection();
        IntStream.rangeClosed(1, Script.ROWS).forEach(id -> reference.seed(id, Integer.toString(id)));
    }

    /** Nothing where all is well; else what went wrong, with the statements that led there. */
    Optional<String> play(List<Event> events) throws SQLException {
        try (var beside = new Beside(lab, pattern.migration().id())) {
            for (var event : events) {
                if (backfill == Backfill.BESIDE_WRITES && event instanceof Event.Move(var to) && to == Stage.MIGRATED) {
                    beside.migrate();
                    continue;
                }
                if (beside.isDue(event)) {
                    beside.finish();
                    arrive(Stage.MIGRATED);
                }
                apply(event);
                if (backfill == Backfill.BESIDE_WRITES && event instanceof Event.Move(var to) && to == Stage.EXPANDED) {
                    beside.fill();
                }
                var wrong = difference();
                if (wrong.isPresent()) {
                    return Optional.of("after " + String.join("\n", played) + "\n" + wrong.get());
                }
            }
            lab.verified(pattern.migration().id());
            return Optional.empty();
        } catch (SQLException | AssertionError e) {
            return Optional.of("after " + String.join("\n", played) + "\n" + e.getMessage());
        }
    }

    private void arrive(Stage to) {
        stage = to;
        reference.allFilled(0, Integer.MAX_VALUE);
    }

    private void apply(Event event) throws SQLException {
        switch (event) {
            case Event.Write write -> write(write);
            case Event.Together(var writes, var ending) -> together(writes, ending);
            case Event.Chunk(var after, var upto) -> chunk(after, upto);
            case Event.Move(var to) -> move(to);
        }
    }

    private void move(Stage to) throws SQLException {
        played.add("-- " + to);
        var migration = pattern.migration().id();
        switch (to) {
            case EXPANDED -> lab.expand(pattern.migration());
            case HALF_FILLED -> throw new IllegalArgumentException("chunks do that");
            case MIGRATED -> lab.migrate(migration);
            case CONTRACTED -> {
                lab.verified(migration);
                lab.contract(migration);
            }
            case ROLLED_BACK -> lab.rollBack(migration);
        }
        if (to == Stage.MIGRATED) {
            reference.allFilled(0, Integer.MAX_VALUE);
        }
        stage = to;
    }

    private void chunk(int after, int upto) throws SQLException {
        played.add("-- chunk %d to %d".formatted(after, upto));
        Plan plan = lab.savedPlan(pattern.migration().id());
        Chunks.of(plan).fill(eye, after, upto);
        reference.allFilled(after, upto);
    }

    private void together(List<Event.Write> writes, Event.Ending ending) throws SQLException {
        run(ending == Event.Ending.TO_SAVEPOINT ? "BEGIN; SAVEPOINT s" : "BEGIN");
        reference.save();
        for (var write : writes) {
            write(write);
        }
        switch (ending) {
            case COMMIT -> run("COMMIT");
            case ROLLBACK -> run("ROLLBACK");
            case TO_SAVEPOINT -> run("ROLLBACK TO s; COMMIT");
        }
        if (ending != Event.Ending.COMMIT) {
            reference.restore();
        }
    }

    private Trial as(int who) {
        var roles = Role.at(stage, pattern.overlap());
        return new Trial(pattern, stage, roles.get(who % roles.size()), app, eye, new Trial.Keys());
    }

    private void write(Event.Write write) throws SQLException {
        switch (write) {
            case Event.Insert insert -> insert(insert, as(insert.who()));
            case Event.Copy copy -> copy(copy, as(copy.who()));
            case Event.Bare(var id) -> bare(id);
            case Event.Same same -> same(same, as(same.who()));
            case Event.Each each -> each(each, as(each.who()));
            case Event.Part part -> part(part, as(part.who()));
            case Event.Other(var many) -> other(many);
            case Event.Delete(var id) -> {
                run("DELETE FROM users WHERE id = " + id);
                reference.delete(id);
            }
            case Event.Rekey(var id, var now) -> rekey(id, now);
        }
    }

    private void insert(Event.Insert insert, Trial as) throws SQLException {
        var places = places(insert.ids(), insert.clash() == Event.Clash.LEFT_OUT);
        if (places.isEmpty()) {
            return;
        }
        var rows = places.stream()
                .map(i -> "(%d, %s)"
                        .formatted(
                                insert.ids().get(i),
                                as.literals(text(insert.values().get(i)))))
                .collect(joining(", "));
        run("INSERT INTO users (id, %s) VALUES %s%s"
                .formatted(
                        as.names(),
                        rows,
                        switch (insert.clash()) {
                            case LEFT_OUT -> "";
                            case DO_NOTHING -> " ON CONFLICT DO NOTHING";
                            case DO_UPDATE -> " ON CONFLICT (id) DO UPDATE SET " + as.assignmentsFromExcluded();
                        }));
        for (var i : places) {
            var id = insert.ids().get(i);
            if (!reference.has(id)) {
                reference.insert(id, insert.values().get(i));
            } else if (insert.clash() == Event.Clash.DO_UPDATE) {
                reference.update(id, insert.values().get(i));
            }
        }
    }

    private List<Integer> places(List<Integer> ids, boolean onlyFresh) {
        return IntStream.range(0, ids.size())
                .filter(i -> !onlyFresh || !reference.has(ids.get(i)))
                .boxed()
                .toList();
    }

    private void copy(Event.Copy copy, Trial as) throws SQLException {
        var lines = new StringBuilder();
        for (var i : places(copy.ids(), true)) {
            var texts = as.texts(text(copy.values().get(i)));
            lines.append(copy.ids().get(i));
            texts.forEach(text -> lines.append('\t').append(text.equals("null") ? "\\N" : text));
            lines.append('\n');
            reference.insert(copy.ids().get(i), copy.values().get(i));
        }
        var sql = "COPY users (id, %s) FROM STDIN".formatted(as.names());
        played.add(sql + "\n" + lines);
        try {
            app.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(lines.toString()));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private void bare(int id) throws SQLException {
        if (pattern.left() != Pattern.Left.REFUSED && !reference.has(id)) {
            run("INSERT INTO users (id) VALUES (%d)".formatted(id));
            reference.insert(id, pattern.left() == Pattern.Left.NULL ? Optional.empty() : Optional.of("0"));
        }
    }

    private void same(Event.Same same, Trial as) throws SQLException {
        run("UPDATE users SET %s WHERE id IN (%s)"
                .formatted(
                        as.assignments(text(same.value())),
                        same.ids().stream().map(String::valueOf).collect(joining(", "))));
        same.ids().forEach(id -> reference.update(id, same.value()));
    }

    private void each(Event.Each each, Trial as) throws SQLException {
        var rows = IntStream.range(0, each.ids().size())
                .mapToObj(i -> "(%d, %s)"
                        .formatted(
                                each.ids().get(i),
                                as.literals(text(each.values().get(i)))))
                .collect(joining(", "));
        run("UPDATE users u SET %s FROM (VALUES %s) AS s(id, %s) WHERE u.id = s.id"
                .formatted(as.assignmentsFrom("s"), rows, as.each((column, i) -> "c" + i)));
        for (var i = 0; i < each.ids().size(); i++) {
            reference.update(each.ids().get(i), each.values().get(i));
        }
    }

    /** Only where the row has a value: of a NULL and a part no shape of one column could be made. */
    private void part(Event.Part part, Trial as) throws SQLException {
        var columns = as.role().columns(pattern);
        var row = Optional.ofNullable(reference.rows().get(part.id())).flatMap(Reference.Row::value);
        if (columns.size() != 2 || as.role() == Role.BOTH || row.isEmpty()) {
            return;
        }
        var parts = row.get().split("/", 2);
        var now = part.part() == 0 ? part.token() + "/" + parts[parts.length - 1] : parts[0] + "/" + part.token();
        run("UPDATE users SET %s = '%s' WHERE id = %d"
                .formatted(columns.get(part.part()).name(), as.texts(now).get(part.part()), part.id()));
        reference.update(part.id(), Optional.of(now));
    }

    private void other(int everySoMany) throws SQLException {
        run("UPDATE users SET n = n + 1 WHERE id %% %d = 0".formatted(everySoMany));
        reference.rows().keySet().stream()
                .filter(id -> id % everySoMany == 0)
                .toList()
                .forEach(reference::touch);
    }

    private void rekey(int id, int now) throws SQLException {
        if (reference.has(id) && !reference.has(now)) {
            run("UPDATE users SET id = %d WHERE id = %d".formatted(now, id));
            reference.move(id, now);
        }
    }

    private static String text(Optional<String> value) {
        return value.orElse(null);
    }

    private void run(String sql) throws SQLException {
        played.add(sql + ";");
        Lab.run(app, sql);
    }

    /** Of all rows as the application would see them after a commit. */
    private Optional<String> difference() throws SQLException {
        if (played.isEmpty()) {
            return Optional.empty();
        }
        var as = as(0);
        var found = Lab.rows(eye, "SELECT id, %s FROM users".formatted(as.shown())).stream()
                .map(row -> row.split("\\|", 2))
                .collect(toMap(row -> Integer.valueOf(row[0]), row -> row[1]));
        if (!found.keySet().equals(reference.rows().keySet())) {
            return Optional.of("keys are %s and should be %s"
                    .formatted(found.keySet(), reference.rows().keySet()));
        }
        return reference.rows().entrySet().stream()
                .filter(row -> !isRight(as, row.getValue(), found.get(row.getKey())))
                .map(row -> "row %d holds %s and should hold %s"
                        .formatted(
                                row.getKey(),
                                found.get(row.getKey()),
                                as.expected(text(row.getValue().value()))))
                .findFirst();
    }

    private static boolean isRight(Trial as, Reference.Row row, String found) {
        var value = text(row.value());
        var oldOnly = new ArrayList<>(as.pattern().old().texts(value));
        oldOnly.addAll(as.pattern().fresh().texts(null));
        return found.equals(as.expected(value))
                || (row.shape() == Reference.Shape.MAYBE_OLD_ONLY && found.equals(String.join("|", oldOnly)));
    }

    @Override
    public void close() throws SQLException {
        app.close();
        eye.close();
        lab.close();
    }

    static Map<String, Pattern> patterns() {
        return Pattern.all().stream()
                .filter(pattern -> pattern.left() != Pattern.Left.VOLATILE_DEFAULT)
                .collect(toMap(Pattern::name, pattern -> pattern));
    }
}
