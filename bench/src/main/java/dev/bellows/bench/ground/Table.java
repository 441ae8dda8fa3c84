package dev.bellows.bench.ground;

import java.util.ArrayList;
import java.util.List;

/** A table of text: a name for each row, then right-aligned cells. */
public final class Table {
    private final List<List<String>> lines = new ArrayList<>();

    public Table(String title, List<String> columns) {
        row(title, columns);
    }

    public void row(String what, List<String> cells) {
        var line = new ArrayList<>(List.of(what));
        line.addAll(cells);
        lines.add(List.copyOf(line));
    }

    /** Words across all columns. */
    public void line(String words) {
        lines.add(List.of(words));
    }

    public String text() {
        var text = new StringBuilder();
        for (var line : lines) {
            var shown = new StringBuilder(line.getFirst());
            for (var column = 1; column < line.size(); column++) {
                var padding = column == 1 ? width(0) - shown.length() : 0;
                shown.append(" "
                                .repeat(padding
                                        + 2
                                        + width(column)
                                        - line.get(column).length()))
                        .append(line.get(column));
            }
            text.append(shown.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return lines.stream()
                .filter(line -> line.size() > 1)
                .mapToInt(line -> line.get(column).length())
                .max()
                .orElse(0);
    }
}
