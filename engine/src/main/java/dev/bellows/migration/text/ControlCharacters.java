package dev.bellows.migration.text;

/** Characters that no migration has a use for, and that grammars stop at or misread. */
public final class ControlCharacters {
    private ControlCharacters() {}

    /**
     * Whether the text has one: a control character other than a tab or a line end, or half of a surrogate pair. The first
     * becomes a problem with this remedy.
     */
    public static boolean refuse(SourceText source, String remedy, Problems problems) {
        var text = source.text();
        for (var at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            var c = text.codePointAt(at);
            var surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (surrogate || (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r')) {
                problems.add(
                        source.position(at),
                        "control-character",
                        "the character U+%04X cannot be in a migration".formatted(c),
                        remedy);
                return true;
            }
        }
        return false;
    }
}
