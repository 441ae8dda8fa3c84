package dev.bellows.mysql.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A type as the catalogue prints it, such as {@code int unsigned} or {@code varchar(40) CHARACTER SET latin1}.
 *
 * @param name in lower case, without anything behind it
 * @param arguments between the parentheses, empty where there are none
 * @param rest what follows
 */
record ColumnType(String name, String arguments, String rest) {
    private static final Pattern FORM = Pattern.compile("(?s)\\s*(\\w+)\\s*(?:\\((.*)\\))?(.*)");
    private static final Pattern CHARACTER_SET = Pattern.compile("(?i)CHARACTER SET (\\w+)");
    private static final Set<String> WIDE = Set.of("ucs2", "utf16", "utf16le", "utf32");
    private static final Set<String> LIMITED_TEXTS = Set.of("char", "varchar");
    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json");
    private static final Set<String> BYTES = Set.of("binary", "varbinary");
    private static final Set<String> BLOBS = Set.of("tinyblob", "blob", "mediumblob", "longblob");
    /** One of an ENUM or a SET; a quote in it is doubled. */
    private static final Pattern MEMBER = Pattern.compile("(?s)'(?:[^'\\\\]|''|\\\\.)*'");

    static ColumnType of(String type) {
        var form = FORM.matcher(type);
        if (!form.matches()) {
            return new ColumnType(type.toLowerCase(Locale.ROOT), "", "");
        }
        var arguments = form.group(2) == null ? "" : form.group(2);
        return new ColumnType(form.group(1).toLowerCase(Locale.ROOT), arguments, form.group(3));
    }

    boolean isUnsigned() {
        return rest.toLowerCase(Locale.ROOT).contains("unsigned");
    }

    /** Whether equality goes by a collation, so that different texts can be equal. */
    boolean isText() {
        return TEXTS.contains(name);
    }

    boolean isLimitedText() {
        return LIMITED_TEXTS.contains(name);
    }

    boolean isBytes() {
        return BYTES.contains(name);
    }

    /** Whether it holds bytes, of a length or not. */
    boolean holdsBytes() {
        return isBytes() || BLOBS.contains(name);
    }

    /** Whether values are stored apart from the row. */
    boolean holdsLongValues() {
        return (isText() || holdsBytes()) && !isLimited();
    }

    /** Whether it has a length. */
    boolean isLimited() {
        return isLimitedText() || isBytes();
    }

    /** What an INSERT gives that leaves out a column which is NOT NULL and has no default; an ENUM has one all the same. */
    Optional<String> impliedDefault() {
        var first = MEMBER.matcher(arguments);
        return name.equals("enum") && first.lookingAt() ? Optional.of(first.group()) : Optional.empty();
    }

    /** How many an ENUM or a SET has. */
    int members() {
        return (int) MEMBER.matcher(arguments).results().count();
    }

    /** The first argument, such as the length. */
    OptionalInt length() {
        return numbers(0);
    }

    /** The second argument, such as the digits behind the point. */
    OptionalInt scale() {
        return numbers(1);
    }

    private OptionalInt numbers(int index) {
        var parts = arguments.split(",");
        return index < parts.length && parts[index].strip().matches("\\d+")
                ? OptionalInt.of(Integer.parseInt(parts[index].strip()))
                : OptionalInt.empty();
    }

    Optional<String> characterSet() {
        var set = CHARACTER_SET.matcher(rest);
        return set.find() ? Optional.of(set.group(1)) : Optional.empty();
    }

    /** Whether its character set has more than one byte for a letter of ASCII. */
    boolean isWide() {
        return characterSet().filter(WIDE::contains).isPresent();
    }
}
