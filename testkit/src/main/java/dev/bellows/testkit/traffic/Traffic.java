package dev.bellows.testkit.traffic;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * An application under load: writers that own rows, and readers. Each is a thread that sends its statements as any of
 * the versions that are live, over a connection for each. Methods are called by one thread.
 */
public final class Traffic implements AutoCloseable {
    private static final int EVERY_NTH_ABSENT = 17;
    private static final int BATCH = 1_000;
    private static final long BEYOND_RESIDENTS = 1_000_000;

    /** A row that no writer owns, for those who hold transactions open. Not 0: some servers make another key of that. */
    public static final long BLOCKERS_KEY = 900_000;

    private static final OptionalLong BLOCKERS_VALUE = OptionalLong.of(999_999);

    private final Site site;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final Control control;
    private Tally own = new Tally();
    private Optional<Residents> residents = Optional.empty();
    private List<Live> live = List.of();

    /**
     * How much traffic there is.
     *
     * @param think how long a client waits between two statements
     */
    public record Load(int writers, int readers, Duration think) {
        /** Hundreds of statements a second: busy, but two cores are not saturated. */
        public static final Load BUSY = new Load(6, 2, Duration.ofMillis(10));
    }

    private Traffic(Site site) {
        this.site = site;
        this.control = Control.beside(site.database(), Duration.ofMillis(4));
        for (var i = 0; i < site.load().writers(); i++) {
            ledgers.add(new Ledger());
        }
    }

    /** On a database; nothing is sent before {@link #start}. */
    public static Traffic on(Database database, Load load, Timeline timeline) {
        return new Traffic(new Site(database, timeline, load, new AtomicReference<>(Site.Weather.FAIR)));
    }

    /** As many new rows, shared out among the writers, beside those that are there. */
    public void seed(AppVersion version, int rows) throws SQLException {
        var found = Residents.find(site.database(), version);
        residents = Optional.of(found);
        var absent = version.ops().contains(Op.UPDATE_TO_NULL);
        var values = new TreeMap<Long, OptionalLong>();
        var before = found.rows().isEmpty() ? 0 : BEYOND_RESIDENTS;
        for (var number = 1; number <= rows; number++) {
            var key = before + number;
            var value = absent && number % EVERY_NTH_ABSENT == 0 ? OptionalLong.empty() : OptionalLong.of(number);
            values.put(key, value);
            ledgers.get((int) (key % ledgers.size())).acknowledged(key, new Ledger.State.There(value));
        }
        values.put(BLOCKERS_KEY, BLOCKERS_VALUE);
        write(site.database(), version, values);
        for (var i = 0; i < ledgers.size(); i++) {
            clients.add(new Client(site, i, new Writer(i, ledgers.get(i), found.keys())));
        }
        var pages = new ArrayList<>(values.keySet());
        pages.addAll(found.keys());
        for (var i = 0; i < site.load().readers(); i++) {
            clients.add(new Client(site, ledgers.size() + i, new Reader(pages)));
        }
    }

    /** Inserts these rows as a version writes them. */
    public static void write(Database database, AppVersion version, SortedMap<Long, OptionalLong> values)
            throws SQLException {
        var insert = new Statements(version, database.forms()).insert(1, Statements.KeySource.SENT);
        try (var connection = database.administrator();
                var statement = connection.prepareStatement(insert)) {
            connection.setAutoCommit(false);
            var batched = 0;
            for (var row : values.entrySet()) {
                version.rows().key().bind(statement, 1, row.getKey());
                Link.bind(statement, 2, version.parameters(row.getValue()));
                statement.addBatch();
                if (++batched % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    /** The clients wait for a version to become live. */
    public void start() {
        clients.forEach(Client::start);
    }

    /** From now on these versions run, and no other; returns when the connections of the others are closed. */
    public void become(Live... versions) {
        become(List.of(versions));
    }

    public void become(List<Live> versions) {
        live = List.copyOf(versions);
        answers(clients.stream().map(client -> client.become(versions)));
    }

    /** Every row is read in every shape that can be read now, and compared with what was acknowledged. */
    public void check(String when) {
        answers(clients.stream().map(client -> client.check(when)));
        residents.filter(found -> live.contains(Live.fully(found.version()))).ifPresent(found -> check(found, when));
    }

    private void check(Residents found, String when) {
        try {
            found.changed(site.database(), when).forEach(own::lost);
        } catch (SQLException e) {
            throw new IllegalStateException("the rows that were there before cannot be read " + when, e);
        }
    }

    /** What was counted since this was last asked. */
    public Report drain() {
        var sum = own;
        own = new Tally();
        for (var tally : answers(clients.stream().map(Client::drain))) {
            sum.add(tally);
        }
        return sum.report(control.drain());
    }

    /** From now on a lost connection is no failure. */
    public void expectOutages() {
        site.weather().set(Site.Weather.OUTAGES);
    }

    /** The value of every row that is there, by its key. Nothing may be live. */
    public SortedMap<Long, OptionalLong> contents() {
        var contents = new TreeMap<Long, OptionalLong>();
        contents.put(BLOCKERS_KEY, BLOCKERS_VALUE);
        ledgers.forEach(ledger -> contents.putAll(ledger.contents()));
        return contents;
    }

    private static <T> List<T> answers(Stream<CompletableFuture<T>> questions) {
        var asked = questions.toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        try {
            for (var client : clients) {
                client.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            control.close();
        }
    }
}
