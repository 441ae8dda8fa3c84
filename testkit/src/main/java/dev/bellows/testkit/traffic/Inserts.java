package dev.bellows.testkit.traffic;

import dev.bellows.testkit.traffic.Ledger.State;
import dev.bellows.testkit.traffic.Statements.KeySource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What a writer sends that may make rows. */
record Inserts(Ledger ledger, Identities identities) {

    void some(Client client, Link link, Op op, int many) {
        var source = source(client, link.version());
        var values = new ArrayList<Long>();
        var effects = new TreeMap<Long, State>();
        for (var i = 0; i < many; i++) {
            values.add(identities.newToken());
            if (source == KeySource.SENT) {
                effects.put(identities.newKey(), Ledger.there(values.getLast()));
            }
        }
        var sent = List.copyOf(effects.keySet());
        Attempt.Binding binding = statement -> {
            var at = 1;
            for (var i = 0; i < many; i++) {
                if (source == KeySource.SENT) {
                    link.key(statement, at++, sent.get(i));
                }
                at = Link.bind(statement, at, link.version().parameters(OptionalLong.of(values.get(i))));
            }
        };
        var attempt = Attempt.of(op, link.sql().insert(many, source), binding, effects);
        if (source == KeySource.SENT) {
            attempt.run(client, link, ledger);
        } else {
            returning(client, link, attempt, values);
        }
    }

    private static KeySource source(Client client, AppVersion version) {
        return switch (version.habits().keys()) {
            case GIVEN -> KeySource.SENT;
            case GENERATED -> KeySource.SERVER;
            case EITHER -> client.random().nextBoolean() ? KeySource.SENT : KeySource.SERVER;
        };
    }

    private void returning(Client client, Link link, Attempt attempt, List<Long> values) {
        try {
            var statement = link.prepare(attempt.sql());
            attempt.binding().to(statement);
            var made = client.site().database().forms().insert(statement, values.size());
            for (var at = 0; at < made.size(); at++) {
                ledger.acknowledged(made.get(at), Ledger.there(values.get(at)));
            }
        } catch (SQLException e) {
            client.lost(link.version(), attempt.op(), e);
        }
    }

    /** A row that is there or not, with a new value. */
    void over(Client client, Link link, Op op) {
        var key = client.random().nextBoolean() ? identities.newKey() : ledger.any(client.random());
        var token = identities.newToken();
        Attempt.of(op, link.sql().variant(op), row(link, key, token), Map.of(key, Ledger.there(token)))
                .run(client, link, ledger);
    }

    /** A new row, or one that is there and keeps its value. */
    void unlessThere(Client client, Link link) {
        var fresh = client.random().nextBoolean();
        var key = fresh ? identities.newKey() : ledger.any(client.random());
        var token = identities.newToken();
        var then = fresh ? Ledger.there(token) : ledger.states(key).getFirst();
        var sql = link.sql().variant(Op.INSERT_IGNORE);
        new Attempt(Op.INSERT_IGNORE, sql, row(link, key, token), fresh ? 1 : 0, Map.of(key, then))
                .run(client, link, ledger);
    }

    private static Attempt.Binding row(Link link, long key, long token) {
        return statement -> {
            link.key(statement, 1, key);
            Link.bind(statement, 2, link.version().parameters(OptionalLong.of(token)));
        };
    }

    void leavingOut(Client client, Link link) {
        var key = identities.newKey();
        var value = new State.There(link.version().habits().omitted());
        Attempt.of(
                        Op.INSERT_SHORT,
                        link.sql().insertShort(),
                        statement -> link.key(statement, 1, key),
                        Map.of(key, value))
                .run(client, link, ledger);
    }

    void load(Client client, Link link, int many) {
        var lines = new ArrayList<List<Object>>();
        var effects = new TreeMap<Long, State>();
        for (var i = 0; i < many; i++) {
            var key = identities.newKey();
            var token = identities.newToken();
            var line = new ArrayList<Object>(List.of(key));
            line.addAll(link.version().encoding().of(token));
            lines.add(line);
            effects.put(key, Ledger.there(token));
        }
        try {
            var loader = client.site().database().forms().loader().orElseThrow();
            var loaded = link.load(loader, lines);
            effects.forEach(ledger::acknowledged);
            if (loaded != many) {
                throw new IllegalStateException("%d of %d rows were loaded".formatted(loaded, many));
            }
        } catch (SQLException e) {
            effects.forEach(ledger::uncertain);
            client.lost(link.version(), Op.LOAD, e);
        }
    }
}
