package dev.bellows.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who gives the commands. */
final class Person {
    private Person() {}

    /** {@code deploy@host:4711}. */
    static String here() {
        return "%s@%s:%d"
                .formatted(
                        System.getProperty("user.name"),
                        host(),
                        ProcessHandle.current().pid());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
