package dev.bellows.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address for servers. */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000; // below the range of outgoing connections: a restart finds its port free

    private Ports() {}

    /** One that was free a moment ago; somebody else may be faster. */
    public static int free() {
        for (var attempt = 0; attempt < 200; attempt++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException _) {
                // taken: try another
            }
        }
        throw new IllegalStateException("no free port between %d and %d".formatted(FIRST, LAST));
    }
}
