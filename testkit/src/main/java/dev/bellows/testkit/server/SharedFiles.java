package dev.bellows.testkit.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files that are not part of this repository: they are looked for in a folder {@code shared} beside the repository or in a
 * parent folder, or in the folder that the system property {@code bellows.shared} names.
 *
 * @param place the folder in there
 * @param names the files that must be in it
 */
public record SharedFiles(Path place, List<String> names) {
    public SharedFiles {
        names = List.copyOf(names);
    }

    public SharedFiles(Path place, String... names) {
        this(place, List.of(names));
    }

    /** The folder with all of them. */
    public Optional<Path> folder() {
        var named = System.getProperty("bellows.shared");
        if (named != null) {
            return Optional.of(Path.of(named).resolve(place)).filter(this::complete);
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var files = folder.resolve("shared").resolve(place);
            if (complete(files)) {
                return Optional.of(files);
            }
        }
        return Optional.empty();
    }

    public Path folderOrThrow() {
        return folder().orElseThrow(() -> new IllegalStateException(
                "%s was not found; set the system property bellows.shared to the folder above it".formatted(place)));
    }

    private boolean complete(Path folder) {
        return names.stream().allMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }
}
