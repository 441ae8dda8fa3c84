package dev.bellows.mysql.plan;

import dev.bellows.mysql.sql.Quoted;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * An index as SHOW CREATE TABLE has it.
 *
 * @param kind what stands in front of the name, such as {@code UNIQUE KEY}
 * @param name unquoted
 * @param rest from the parenthesis of the keys on
 */
record IndexText(String kind, String name, String rest) {
    private static final String NAME = "`((?:[^`]|``)+)`";
    private static final Pattern FORM = Pattern.compile("(?s)([A-Z ]+?) %s (.*)".formatted(NAME));
    private static final Pattern COLUMN_OR_TEXT = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'|" + NAME, Pattern.DOTALL);

    static IndexText of(String definition) {
        var form = FORM.matcher(definition);
        if (!form.matches()) {
            throw new IllegalArgumentException("not an index of SHOW CREATE TABLE: " + definition);
        }
        return new IndexText(form.group(1), form.group(2).replace("``", "`"), form.group(3));
    }

    /** The same index under another name, on columns of other names. */
    String renamed(String newName, UnaryOperator<String> column) {
        var columns = COLUMN_OR_TEXT.matcher(rest).replaceAll(found -> {
            var name = found.group(1);
            var text = name == null ? found.group() : Quoted.name(column.apply(name.replace("``", "`")));
            return java.util.regex.Matcher.quoteReplacement(text);
        });
        return "%s %s %s".formatted(kind, Quoted.name(newName), columns);
    }
}
