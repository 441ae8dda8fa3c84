package dev.bellows.cli;

import dev.bellows.cli.text.Paint;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where output goes: data to {@code out}, everything else to {@code err}.
 *
 * @param kind whether a person watches
 */
public record Screen(PrintStream out, PrintStream err, Paint paint, Kind kind) {
    /** Who reads. */
    public enum Kind {
        TERMINAL,
        PIPE
    }

    /** That of this process. What is not a terminal gets UTF-8 whatever the locale says. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
    static Screen ofProcess(Map<String, String> environment) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            return new Screen(
                    stream(FileDescriptor.out, StandardCharsets.UTF_8),
                    stream(FileDescriptor.err, StandardCharsets.UTF_8),
                    Paint.PLAIN,
                    Kind.PIPE);
        }
        var plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        var charset = console.charset();
        return new Screen(
                stream(FileDescriptor.out, charset),
                stream(FileDescriptor.err, charset),
                plain ? Paint.PLAIN : Paint.COLOURED,
                Kind.TERMINAL);
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }
}
