package dev.bellows.testkit.traffic;

import java.sql.SQLException;
import java.util.List;

/**
 * Reads pages of rows, whoever owns them, and what its version asks besides.
 *
 * @param starts keys at which a page may begin
 */
record Reader(List<Long> starts) implements Client.Behaviour {
    private static final int EVERY_NTH_REPORT = 8;

    Reader {
        starts = List.copyOf(starts);
    }

    @Override
    public void act(Client client, Link link, Live live) {
        if (live.use() == Live.Use.WRITES) {
            return;
        }
        var reports = live.version().habits().reports();
        var begun = System.nanoTime();
        try {
            if (!reports.isEmpty() && client.random().nextInt(EVERY_NTH_REPORT) == 0) {
                report(link, reports.get(client.random().nextInt(reports.size())));
            } else {
                page(link, starts.get(client.random().nextInt(starts.size())));
            }
        } catch (SQLException e) {
            client.lost(live.version(), Op.SELECT, e);
        }
        client.tally().sent(live.version(), Op.SELECT, begun);
    }

    private static void page(Link link, long start) throws SQLException {
        var statement = link.prepare(link.sql().selectRange());
        link.key(statement, 1, start);
        try (var page = statement.executeQuery()) {
            while (page.next()) {
                page.getString(1);
            }
        }
    }

    private static void report(Link link, String sql) throws SQLException {
        var statement = link.prepare(sql);
        if (statement.execute()) {
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    rows.getString(1);
                }
            }
        }
    }
}
