package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.settings.TextFile;
import dev.bellows.journal.RunState;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.MigrationId;
import dev.bellows.run.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what FILE and MIGRATION mean.
 *
 * @param directory where a path begins
 * @param migrations the folder where a file is looked for as well
 */
record Arguments(Path directory, Path migrations) {
    private static final String SQL = ".sql";

    /** A migration file, and the path under which it was found. */
    record Found(String name, MigrationFile file) {}

    /** A migration that has a saved run, and the file where one was named. */
    record Chosen(MigrationId id, Optional<Found> file, Status status) {
        /** Whether the named file is another text than the one that was planned. */
        boolean isEdited() {
            return file.filter(found ->
                            !found.file().checksum().equals(status.plan().checksum()))
                    .isPresent();
        }
    }

    /** The file: a path, or a name or version in the folder of migrations. */
    Found file(String text) throws Refusal {
        var candidates = Stream.of(Path.of(text), migrations.resolve(text), migrations.resolve(text + SQL))
                .filter(path -> Files.isRegularFile(directory.resolve(path)))
                .toList();
        return read(candidates.isEmpty() ? byVersion(text) : candidates.getFirst());
    }

    /** The migration: an id, a version, a path, or the only one in flight. */
    Chosen migration(Optional<String> text, Bellows bellows) throws SQLException, Refusal {
        if (text.isEmpty()) {
            return onlyOne(bellows.statuses());
        }
        var named = text.get();
        Optional<Found> file = named.endsWith(SQL) || named.contains("/") ? Optional.of(file(named)) : Optional.empty();
        var wanted = file.map(found -> found.file().id().value()).orElse(named);
        var exact = bellows.status(new MigrationId(wanted));
        if (exact.isPresent()) {
            return new Chosen(new MigrationId(wanted), file, exact.get());
        }
        var all = bellows.statuses();
        var matching = all.stream()
                .filter(status -> hasVersion(status.plan().migration().value(), wanted))
                .toList();
        if (matching.size() == 1) {
            return chosen(matching.getFirst(), file);
        }
        if (matching.isEmpty()) {
            throw new Refusal(
                    "no run of %s is saved in this database; saved are: %s".formatted(wanted, names(all)),
                    "bellows expand FILE begins one");
        }
        throw ambiguous(wanted + " fits more than one migration", matching);
    }

    /** Whether work on it was begun and is not at its end. */
    static boolean isInFlight(Status status) {
        return status.stage() != RunState.Stage.PLANNED && status.stage() != RunState.Stage.COMPLETE;
    }

    private static Chosen onlyOne(List<Status> all) throws Refusal {
        var inFlight = all.stream().filter(Arguments::isInFlight).toList();
        if (inFlight.isEmpty()) {
            throw new Refusal(
                    "no migration is in flight in this database; saved are: " + names(all),
                    "name one, or: bellows status");
        }
        if (inFlight.size() > 1) {
            throw ambiguous("more than one migration is in flight", inFlight);
        }
        return chosen(inFlight.getFirst(), Optional.empty());
    }

    private static Chosen chosen(Status status, Optional<Found> file) {
        return new Chosen(status.plan().migration(), file, status);
    }

    private static Refusal ambiguous(String what, List<Status> candidates) {
        return new Refusal("%s: %s".formatted(what, names(candidates)), "name one of them");
    }

    private static String names(List<Status> statuses) {
        return statuses.isEmpty()
                ? "none"
                : statuses.stream()
                        .map(status -> status.plan().migration().value())
                        .collect(Collectors.joining(", "));
    }

    /** {@code V42} is the version of {@code V42__split_name}, and not of {@code V421__other}. */
    private static boolean hasVersion(String id, String version) {
        return id.startsWith(version + "_");
    }

    private Path byVersion(String version) throws Refusal {
        var folder = directory.resolve(migrations);
        List<Path> fitting = List.of();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                fitting = files.map(Path::getFileName)
                        .filter(name -> name.toString().endsWith(SQL) && hasVersion(name.toString(), version))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new Refusal("%s cannot be listed: %s".formatted(migrations, e.getMessage()), "check the folder");
            }
        }
        if (fitting.size() == 1) {
            return migrations.resolve(fitting.getFirst());
        }
        if (fitting.isEmpty()) {
            throw new Refusal(
                    "there is no file %s, here or in %s".formatted(version, migrations),
                    "give the path of a migration file, or its folder with --migrations");
        }
        throw new Refusal("%s fits more than one file: %s".formatted(version, fitting), "name one of them");
    }

    private Found read(Path path) throws Refusal {
        var text = TextFile.read(directory.resolve(path), path.toString());
        return new Found(path.toString(), MigrationFile.named(path.toString(), text));
    }
}
