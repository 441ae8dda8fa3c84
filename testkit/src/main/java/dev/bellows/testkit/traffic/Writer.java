package dev.bellows.testkit.traffic;

import dev.bellows.testkit.traffic.AppVersion.Keys;
import dev.bellows.testkit.traffic.Ledger.State;
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

    private final Identities identities;
    private final Ledger ledger;
    private final Inserts inserts;
    private final List<Long> residents;
    private final Map<Live, List<Op>> choices = new HashMap<>();

    /** {@code residents} are rows that nobody owns; it writes to them, but gives them no other value. */
    Writer(int number, Ledger ledger, List<Long> residents) {
        this.identities = new Identities(number);
        this.ledger = ledger;
        this.inserts = new Inserts(ledger, identities);
        this.residents = List.copyOf(residents);
    }

    @Override
    public void act(Client client, Link link, Live live) {
        var ops = choices.computeIfAbsent(live, client::weighted);
        var op = ops.get(client.random().nextInt(ops.size()));
        if (ledger.size() < FEWEST) {
            op = Op.INSERT;
        }
        var begun = System.nanoTime();
        switch (op) {
            case INSERT -> inserts.some(client, link, op, 1);
            case INSERT_MANY -> inserts.some(client, link, op, MANY);
            case INSERT_SHORT -> inserts.leavingOut(client, link);
            case INSERT_IGNORE -> inserts.unlessThere(client, link);
            case LOAD -> inserts.load(client, link, MANY);
            case UPDATE -> update(client, link, OptionalLong.of(identities.newToken()));
            case UPDATE_TO_NULL -> update(client, link, OptionalLong.empty());
            case UPDATE_MANY -> updateMany(client, link);
            case UPDATE_UNRELATED -> keepValue(client, link, op, link.sql().updateUnrelated());
            case WRITE_BACK -> keepValue(client, link, op, link.sql().writeBack());
            case UPSERT, REPLACE -> inserts.over(client, link, op);
            case DELETE -> delete(client, link);
            case MOVE -> move(client, link);
            case SELECT -> select(client, link);
        }
        client.tally().sent(link.version(), op, begun);
    }

    private void update(Client client, Link link, OptionalLong value) {
        var key = ledger.any(client.random());
        Attempt.of(
                        value.isPresent() ? Op.UPDATE : Op.UPDATE_TO_NULL,
                        link.sql().update(),
                        statement -> link.key(
                                statement,
                                Link.bind(statement, 1, link.version().parameters(value)),
                                key),
                        Map.of(key, new State.There(value)))
                .run(client, link, ledger);
    }

    private void updateMany(Client client, Link link) {
        var chosen = new TreeSet<Long>();
        while (chosen.size() < MANY) {
            chosen.add(ledger.any(client.random()));
        }
        var effects = new TreeMap<Long, State>();
        var values = new ArrayList<OptionalLong>();
        for (var key : chosen) {
            values.add(OptionalLong.of(identities.newToken()));
            effects.put(key, new State.There(values.getLast()));
        }
        Attempt.Binding binding = statement -> {
            var at = 1;
            var value = values.iterator();
            for (var key : chosen) {
                link.key(statement, at++, key);
                at = Link.bind(statement, at, link.version().parameters(value.next()));
            }
        };
        Attempt.of(Op.UPDATE_MANY, link.sql().updateMany(MANY), binding, effects)
                .run(client, link, ledger);
    }

    /** Every other time it is a resident, where there are any. */
    private void keepValue(Client client, Link link, Op op, String sql) {
        if (!residents.isEmpty() && client.random().nextBoolean()) {
            visit(client, link, op, sql);
            return;
        }
        var key = ledger.any(client.random());
        var same = Map.of(key, ledger.states(key).getFirst());
        Attempt.of(op, sql, statement -> link.key(statement, 1, key), same).run(client, link, ledger);
    }

    private void visit(Client client, Link link, Op op, String sql) {
        var key = residents.get(client.random().nextInt(residents.size()));
        try {
            var statement = link.prepare(sql);
            link.key(statement, 1, key);
            if (statement.executeUpdate() != 1) {
                var when = client.site().timeline().now();
                client.tally().lost(new Lost(link.version().name(), key, "a row", "no row", when));
            }
        } catch (SQLException e) {
            client.lost(link.version(), op, e);
        }
    }

    private void delete(Client client, Link link) {
        var key = ledger.any(client.random());
        Attempt.of(Op.DELETE, link.sql().delete(), statement -> link.key(statement, 1, key), Map.of(key, Ledger.GONE))
                .run(client, link, ledger);
    }

    private void move(Client client, Link link) {
        if (link.version().habits().keys() == Keys.GENERATED) {
            return;
        }
        var from = ledger.any(client.random());
        var to = identities.newKey();
        var effects = new TreeMap<Long, State>();
        effects.put(to, ledger.states(from).getFirst());
        effects.put(from, Ledger.GONE);
        Attempt.Binding binding = statement -> {
            link.key(statement, 1, to);
            link.key(statement, 2, from);
        };
        new Attempt(Op.MOVE, link.sql().move(), binding, 1, effects).run(client, link, ledger);
    }

    private void select(Client client, Link link) {
        var key = ledger.any(client.random());
        try {
            var statement = link.prepare(link.sql().select());
            link.key(statement, 1, key);
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
            var statement = link.prepare(link.sql().selectMany(page.size()));
            for (var at = 0; at < page.size(); at++) {
                link.key(statement, at + 1, page.get(at));
            }
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
