package dev.bellows.testkit.traffic;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A thread of the application: sends one statement after the other, as every version that is live. */
final class Client {
    private final Site site;
    private final int number;
    private final Behaviour behaviour;
    private final SplittableRandom random;
    private final LinkedBlockingQueue<Runnable> requests = new LinkedBlockingQueue<>();
    private final Map<String, Link> links = new HashMap<>();
    private final Thread thread;
    private List<Live> live = List.of();
    private Tally tally = new Tally();
    private boolean stopped;

    /** What a client does in its turn. */
    interface Behaviour {
        /** One statement. */
        void act(Client client, Link link, Live live);

        /** Compares all its rows with what the server has. */
        default void check(Client client, Link link, String when) throws SQLException {}
    }

    Client(Site site, int number, Behaviour behaviour) {
        this.site = site;
        this.number = number;
        this.behaviour = behaviour;
        this.random = new SplittableRandom(number);
        this.thread = Thread.ofPlatform().name("client-" + number).unstarted(this::work);
    }

    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    Tally tally() {
        return tally;
    }

    SplittableRandom random() {
        return random;
    }

    Site site() {
        return site;
    }

    private void work() {
        try {
            while (!stopped) {
                var request = requests.poll(think(), TimeUnit.MICROSECONDS);
                if (request != null) {
                    request.run();
                } else if (!live.isEmpty()) {
                    turn();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            links.values().forEach(Link::close);
        }
    }

    private long think() {
        var mean = site.load().think().toNanos() / 1_000;
        return mean / 2 + random.nextLong(mean);
    }

    private void turn() {
        var next = live.get(random.nextInt(live.size()));
        try {
            behaviour.act(this, link(next.version()), next);
        } catch (SQLException e) {
            lost(next.version(), Op.SELECT, e);
        }
    }

    private Link link(AppVersion version) throws SQLException {
        var known = links.get(version.name());
        if (known != null) {
            return known;
        }
        var application = "%s-%d".formatted(version.name().replace('_', '-'), number);
        var link = Link.open(version, site.database(), application);
        links.put(version.name(), link);
        return link;
    }

    /** Counts the failure; a connection that is lost is opened again. */
    void lost(AppVersion version, Op op, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var gone = state.startsWith("08") || state.startsWith("57P") || state.isEmpty();
        if (gone) {
            var link = links.remove(version.name());
            if (link != null) {
                link.close();
            }
        }
        if (!gone || site.weather().get() == Site.Weather.FAIR) {
            tally.failed(new Failure(
                    version.name(),
                    op,
                    state,
                    String.valueOf(e.getMessage()),
                    site.timeline().now()));
        }
    }

    /** From its next turn on the client is these versions only; the connections of others are closed by then. */
    CompletableFuture<Boolean> become(List<Live> versions) {
        return ask(client -> {
            client.live = versions;
            var names = versions.stream().map(l -> l.version().name()).toList();
            for (var name : List.copyOf(client.links.keySet())) {
                var link = client.links.get(name);
                if (link != null && !names.contains(name)) {
                    client.links.remove(name);
                    link.close();
                }
            }
            return true;
        });
    }

    /** Compares all its rows in every shape that can be read now. */
    CompletableFuture<Boolean> check(String when) {
        return ask(client -> {
            for (var shape : client.live) {
                if (shape.use() == Live.Use.WRITES_AND_READS) {
                    client.check(shape.version(), when);
                }
            }
            return true;
        });
    }

    private void check(AppVersion version, String when) {
        for (var attempt = 0; ; attempt++) {
            try {
                behaviour.check(this, link(version), when);
                return;
            } catch (SQLException e) {
                lost(version, Op.SELECT, e);
                if (attempt >= 3 || site.weather().get() == Site.Weather.FAIR) {
                    return;
                }
            }
        }
    }

    /** What it counted since it was last asked. */
    CompletableFuture<Tally> drain() {
        return ask(client -> {
            var counted = client.tally;
            client.tally = new Tally();
            return counted;
        });
    }

    void stop() throws InterruptedException {
        requests.add(() -> stopped = true);
        thread.join();
    }

    private <T> CompletableFuture<T> ask(Function<Client, T> question) {
        var answer = new CompletableFuture<T>();
        requests.add(() -> {
            try {
                answer.complete(question.apply(this));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    List<Op> weighted(Live version) {
        var ops = new ArrayList<Op>();
        var known = site.database().forms().known();
        for (var op : version.version().ops()) {
            if (version.use() == Live.Use.WRITES && (op == Op.SELECT || op == Op.WRITE_BACK)) {
                continue; // it would write back what it must not read
            }
            if (!known.contains(op)) {
                continue;
            }
            for (var i = 0; i < op.weight(); i++) {
                ops.add(op);
            }
        }
        return ops;
    }
}
