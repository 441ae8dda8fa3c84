package dev.bellows.testkit.traffic;

import dev.bellows.testkit.traffic.AppVersion.Keys;
import dev.bellows.testkit.traffic.Ledger.State;
import dev.bellows.testkit.traffic.Statements.KeySource;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes rows of its own, and remembers what the server acknowledged. One thread. */
final class Writer implements Client.Behaviour {
    private static final int MANY = 3;
    private static final int PAGE = 2_000;
    private static final int FEWEST = 20;

    /** Keys and values of different writers never meet. */
    private static final long KEY_SPACE = 10_000_000;

    private static final long FIRST_TOKEN = 1_000_000;
    private static final int MOST_WRITERS = 64;

    private final int number;
    private final Ledger ledger;
    private final List<Long> residents;
    private final Map<Live, List<Op>> choices = new HashMap<>();
    private long keys;
    private long tokens;

    /** {@code residents} are rows that nobody owns; it writes to them, but gives them no other value. */
    Writer(int number, Ledger ledger, List<Long> residents) {
        this.number = number;
        this.ledger = ledger;
        this.residents = List.copyOf(residents);
    }

    private long newKey() {
        return KEY_SPACE * (number + 1) + keys++;
    }

    private long newToken() {
        return FIRST_TOKEN + tokens++ * MOST_WRITERS + number;
    }

    /** A statement, and the state of each row once it is acknowledged. */
    private record Attempt(String sql, Binding binding, Map<Long, State> effects) {}

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    @Override
    public void act(Client client, Link link, Live live) {
        var ops = choices.computeIfAbsent(live, l -> Client.weighted(l.version(), l.use()));
        var op = ops.get(client.random().nextInt(ops.size()));
        if (ledger.size() < FEWEST) {
            op = Op.INSERT;
        }
        var begun = System.nanoTime();
        switch (op) {
            case INSERT -> insert(client, link, 1);
            case INSERT_MANY -> insert(client, link, MANY);
            case UPDATE -> update(client, link, OptionalLong.of(newToken()));
            case UPDATE_TO_NULL -> update(client, link, OptionalLong.empty());
            case UPDATE_MANY -> updateMany(client, link);
            case UPDATE_UNRELATED -> keepValue(client, link, op, link.sql().updateUnrelated());
            case WRITE_BACK -> keepValue(client, link, op, link.sql().writeBack());
            case UPSERT -> upsert(client, link);
            case DELETE -> delete(client, link);
            case MOVE -> move(client, link);
            case SELECT -> select(client, link);
        }
        client.tally().sent(link.version(), op, begun);
    }

    private void insert(Client client, Link link, int many) {
        var version = link.version();
        var source = source(client, version);
        var values = new ArrayList<Long>();
        var effects = new TreeMap<Long, State>();
        for (var i = 0; i < many; i++) {
            values.add(newToken());
            if (source == KeySource.SENT) {
                effects.put(newKey(), Ledger.there(values.getLast()));
            }
        }
        var sent = List.copyOf(effects.keySet());
        Binding binding = statement -> {
            var at = 1;
            for (var i = 0; i < many; i++) {
                if (source == KeySource.SENT) {
                    statement.setLong(at++, sent.get(i));
                }
                at = Link.bind(statement, at, version.parameters(OptionalLong.of(values.get(i))));
            }
        };
        var sql = link.sql().insert(many, source);
        if (source == KeySource.SENT) {
            run(client, link, Op.INSERT, new Attempt(sql, binding, effects));
        } else {
            insertReturning(client, link, new Attempt(sql, binding, effects), values);
        }
    }

    private static KeySource source(Client client, AppVersion version) {
        return switch (version.habits().keys()) {
            case GIVEN -> KeySource.SENT;
            case GENERATED -> KeySource.SERVER;
            case EITHER -> client.random().nextBoolean() ? KeySource.SENT : KeySource.SERVER;
        };
    }

    private void insertReturning(Client client, Link link, Attempt attempt, List<Long> values) {
        try {
            var statement = link.prepare(attempt.sql());
            attempt.binding().to(statement);
            try (var made = statement.executeQuery()) {
                for (var value : values) {
                    if (!made.next()) {
                        break;
                    }
                    ledger.acknowledged(made.getLong(1), Ledger.there(value));
                }
            }
        } catch (SQLException e) {
            client.lost(link.version(), Op.INSERT, e);
        }
    }

    private void update(Client client, Link link, OptionalLong value) {
        var key = ledger.any(client.random());
        run(
                client,
                link,
                value.isPresent() ? Op.UPDATE : Op.UPDATE_TO_NULL,
                new Attempt(
                        link.sql().update(),
                        statement -> statement.setLong(
                                Link.bind(statement, 1, link.version().parameters(value)), key),
                        Map.of(key, new State.There(value))));
    }

    private void updateMany(Client client, Link link) {
        var chosen = new TreeSet<Long>();
        while (chosen.size() < MANY) {
            chosen.add(ledger.any(client.random()));
        }
        var effects = new TreeMap<Long, State>();
        var values = new ArrayList<OptionalLong>();
        for (var key : chosen) {
            values.add(OptionalLong.of(newToken()));
            effects.put(key, new State.There(values.getLast()));
        }
        Binding binding = statement -> {
            var at = 1;
            var value = values.iterator();
            for (var key : chosen) {
                statement.setLong(at++, key);
                at = Link.bind(statement, at, link.version().parameters(value.next()));
            }
        };
        run(client, link, Op.UPDATE_MANY, new Attempt(link.sql().updateMany(MANY), binding, effects));
    }

    /** Every other time it is a resident, where there are any. */
    private void keepValue(Client client, Link link, Op op, String sql) {
        if (!residents.isEmpty() && client.random().nextBoolean()) {
            visit(client, link, op, sql);
            return;
        }
        var key = ledger.any(client.random());
        var same = Map.of(key, ledger.states(key).getFirst());
        run(client, link, op, new Attempt(sql, statement -> statement.setLong(1, key), same));
    }

    private void visit(Client client, Link link, Op op, String sql) {
        var key = residents.get(client.random().nextInt(residents.size()));
        try {
            var statement = link.prepare(sql);
            statement.setLong(1, key);
            if (statement.executeUpdate() != 1) {
                var when = client.site().timeline().now();
                client.tally().lost(new Lost(link.version().name(), key, "a row", "no row", when));
            }
        } catch (SQLException e) {
            client.lost(link.version(), op, e);
        }
    }

    private void upsert(Client client, Link link) {
        var key = client.random().nextBoolean() ? newKey() : ledger.any(client.random());
        var token = newToken();
        Binding binding = statement -> {
            statement.setLong(1, key);
            Link.bind(statement, 2, link.version().parameters(OptionalLong.of(token)));
        };
        run(client, link, Op.UPSERT, new Attempt(link.sql().upsert(), binding, Map.of(key, Ledger.there(token))));
    }

    private void delete(Client client, Link link) {
        var key = ledger.any(client.random());
        run(
                client,
                link,
                Op.DELETE,
                new Attempt(link.sql().delete(), statement -> statement.setLong(1, key), Map.of(key, Ledger.GONE)));
    }

    private void move(Client client, Link link) {
        if (link.version().habits().keys() == Keys.GENERATED) {
            return;
        }
        var from = ledger.any(client.random());
        var to = newKey();
        var effects = new TreeMap<Long, State>();
        effects.put(to, ledger.states(from).getFirst());
        effects.put(from, Ledger.GONE);
        Binding binding = statement -> {
            statement.setLong(1, to);
            statement.setLong(2, from);
        };
        run(client, link, Op.MOVE, new Attempt(link.sql().move(), binding, effects));
    }

    private void run(Client client, Link link, Op op, Attempt attempt) {
        try {
            var statement = link.prepare(attempt.sql());
            attempt.binding().to(statement);
            var wanted = op == Op.MOVE ? 1 : attempt.effects().size();
            var written = statement.executeUpdate();
            attempt.effects().forEach(ledger::acknowledged);
            if (written != wanted) {
                var key = attempt.effects().keySet().iterator().next();
                client.tally()
                        .lost(new Lost(
                                link.version().name(),
                                key,
                                wanted + " rows for " + op,
                                written + " rows",
                                client.site().timeline().now()));
            }
        } catch (SQLException e) {
            attempt.effects().forEach(ledger::uncertain);
            client.lost(link.version(), op, e);
        }
    }

    private void select(Client client, Link link) {
        var key = ledger.any(client.random());
        try {
            var statement = link.prepare(link.sql().select());
            statement.setLong(1, key);
            try (var rows = statement.executeQuery()) {
                var found = rows.next()
                        ? Optional.of(Link.row(rows, 1, link.version()))
                        : Optional.<List<Optional<String>>>empty();
                compare(
                        client,
                        link.version(),
                        key,
                        found,
                        client.site().timeline().now());
            }
        } catch (SQLException e) {
            client.lost(link.version(), Op.SELECT, e);
        }
    }

    @Override
    public void check(Client client, Link link, String when) throws SQLException {
        var all = ledger.everything();
        for (var from = 0; from < all.size(); from += PAGE) {
            var page = all.subList(from, Math.min(from + PAGE, all.size()));
            var statement = link.prepare(link.sql().selectMany());
            statement.setArray(1, link.keys(page));
            var missing = new HashSet<>(page);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var key = rows.getLong(1);
                    missing.remove(key);
                    compare(client, link.version(), key, Optional.of(Link.row(rows, 2, link.version())), when);
                }
            }
            for (var key : missing) {
                compare(client, link.version(), key, Optional.empty(), when);
            }
        }
    }

    /** Of the states that the row may be in, keeps those that the server shows. */
    private void compare(
            Client client, AppVersion version, long key, Optional<List<Optional<String>>> found, String when) {
        var possible = ledger.states(key);
        var shown = possible.stream()
                .filter(state -> switch (state) {
                    case State.There(var value) ->
                        found.filter(version.text(value)::equals).isPresent();
                    case State.Gone ignored -> found.isEmpty();
                })
                .distinct()
                .toList();
        if (shown.size() == 1) {
            if (possible.size() > 1) {
                ledger.acknowledged(key, shown.getFirst());
            }
        } else if (shown.isEmpty()) {
            var expected = possible.stream().map(state -> text(version, state)).toList();
            client.tally()
                    .lost(new Lost(
                            version.name(),
                            key,
                            String.join(" or ", expected),
                            found.map(Link::words).orElse("no row"),
                            when));
            ledger.forget(key);
        }
    }

    private static String text(AppVersion version, State state) {
        return switch (state) {
            case State.There(var value) -> Link.words(version.text(value));
            case State.Gone ignored -> "no row";
        };
    }
}
