package dev.bellows.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;

/** Folders that are made once per machine: a half-made one is never seen, and two JVMs never make the same at once. */
public final class CacheFolder {
    /** Fills an empty folder; whatever it throws leaves nothing behind. */
    @FunctionalInterface
    public interface Filling {
        void fill(Path folder) throws IOException;
    }

    private CacheFolder() {}

    public static Path base() {
        return Optional.ofNullable(System.getProperty("bellows.cache"))
                .map(Path::of)
                .orElseGet(() -> Unprivileged.HERE.cacheFolder());
    }

    public static Path once(String name, Filling filling) {
        var target = base().resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            return locked(target, filling);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + target, e);
        }
    }

    private static synchronized Path locked(Path target, Filling filling) throws IOException {
        Files.createDirectories(base());
        var lockFile = target.resolveSibling(target.getFileName() + ".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && Files.isDirectory(target)) {
                return target;
            }
            var unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
            delete(unfinished);
            Files.createDirectories(unfinished);
            try {
                filling.fill(unfinished);
                return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(unfinished);
            }
        }
    }

    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
