package dev.bellows.postgres.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares with the same wasm file in the runtime that it is made for. Needs {@code node}, and the unpacked npm package
 * libpg-query 18.1.5 in the directory that the environment variable {@code LIBPG_QUERY_PACKAGE} names; else it is
 * reported as skipped.
 */
class NodeComparisonTest {
    private static final String SCRIPT = """
            const lines = require('fs').readFileSync(process.argv[3], 'utf8').split('\\n');
            require(process.argv[2])().then(m => {
                for (const sql of lines) {
                    const size = m.lengthBytesUTF8(sql) + 1, text = m._malloc(size);
                    m.stringToUTF8(sql, text, size);
                    console.log(m.UTF8ToString(m.getValue(m._wasm_parse_query_raw(text), 'i32')));
                    console.log(m.UTF8ToString(m._wasm_scan(text)));
                }
            });
            """;

    @Test
    void answers_like_node(@TempDir Path directory) throws Exception {
        var library = Optional.ofNullable(System.getenv("LIBPG_QUERY_PACKAGE"))
                .map(path -> Path.of(path, "wasm", "libpg-query.js"));
        assumeThat(library.filter(Files::exists)).as("the npm package").isPresent();
        assumeThat(nodeRuns()).as("node on the path").isTrue();
        Path statements = Files.writeString(directory.resolve("valid.sql"), String.join("\n", Corpus.valid()));
        Path script = Files.writeString(directory.resolve("answers.cjs"), SCRIPT);

        var expected = run("node", script.toString(), library.get().toString(), statements.toString());

        var actual = new ArrayList<String>();
        for (String sql : Corpus.valid()) {
            actual.add(PostgresGrammar.load().parse(sql));
            actual.add(PostgresGrammar.load().scan(sql));
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static boolean nodeRuns() throws InterruptedException {
        try {
            return !run("node", "--version").isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.getInputStream()) {
            var lines = new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return process.waitFor() == 0 ? lines : List.of();
        }
    }
}
