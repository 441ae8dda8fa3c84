package dev.bellows.testkit.traffic;

import java.sql.SQLException;

/** Reads pages of rows, whoever owns them. */
record Reader(long rows) implements Client.Behaviour {

    @Override
    public void act(Client client, Link link, Live live) {
        if (live.use() == Live.Use.WRITES) {
            return;
        }
        var begun = System.nanoTime();
        try {
            var statement = link.prepare(link.sql().selectRange());
            statement.setLong(1, client.random().nextLong(Math.max(1, rows)));
            try (var page = statement.executeQuery()) {
                while (page.next()) {
                    page.getString(1);
                }
            }
        } catch (SQLException e) {
            client.lost(live.version(), Op.SELECT, e);
        }
        client.tally().sent(live.version(), Op.SELECT, begun);
    }
}
