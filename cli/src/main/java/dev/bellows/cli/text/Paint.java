package dev.bellows.cli.text;

import java.util.List;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Colours on a terminal, nothing elsewhere. The text itself is never interpreted. */
public enum Paint {
    COLOURED,
    PLAIN;

    public String strong(String text) {
        return styled(text, List.of(Style.bold));
    }

    public String heading(String text) {
        return styled(text, List.of(Style.bold, Style.fg_cyan));
    }

    public String faint(String text) {
        return styled(text, List.of(Style.faint));
    }

    public String good(String text) {
        return styled(text, List.of(Style.fg_green));
    }

    public String warning(String text) {
        return styled(text, List.of(Style.fg_yellow));
    }

    public String bad(String text) {
        return styled(text, List.of(Style.bold, Style.fg_red));
    }

    private String styled(String text, List<? extends IStyle> styles) {
        if (this == PLAIN || text.isEmpty()) {
            return text;
        }
        var on = new StringBuilder();
        styles.forEach(style -> on.append(style.on()));
        return on + text + Style.reset.on();
    }
}
