package dev.bellows.postgres.grammar;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The statements of the test resources. */
final class Corpus {
    private Corpus() {}

    record Broken(int position, String message, String sql) {}

    static List<String> valid() {
        return lines("valid.sql");
    }

    static List<Broken> broken() {
        return lines("broken.tsv").stream()
                .map(line -> line.split("\t", 3))
                .map(fields -> new Broken(Integer.parseInt(fields[0]), fields[1], fields[2]))
                .toList();
    }

    private static List<String> lines(String name) {
        try (var in = Corpus.class.getResourceAsStream(name)) {
            return new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
