package dev.bellows.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Lines under construction: a label in a column of its own, and values of several lines beside it. */
final class Block {
    private final StringBuilder text = new StringBuilder();

    Block line(String line) {
        text.append(line.stripTrailing()).append('\n');
        return this;
    }

    Block blank() {
        text.append('\n');
        return this;
    }

    /** The label in a column of this width after the margin; further lines of the value stay beside it. */
    Block labelled(String margin, String label, int width, List<String> value) {
        var first = true;
        for (var line : value) {
            line(margin + (first ? label + " ".repeat(Math.max(1, width - label.length())) : " ".repeat(width)) + line);
            first = false;
        }
        return this;
    }

    /** Breaks prose at spaces; a word that is longer than the width stays whole. */
    static List<String> wrapped(String prose, int width) {
        var lines = new ArrayList<String>();
        for (var paragraph : prose.split("\n", -1)) {
            var line = new StringBuilder();
            for (var word : paragraph.split(" ", -1)) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
