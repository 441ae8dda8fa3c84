package dev.bellows.testkit.sync;

import dev.bellows.migration.MigrationFile;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change of a table {@code users (id, n, …)} with one piece of data in two shapes. A value of it is a number as text,
 * or two where a shape has two columns; each shape can hold every value, so that the last write of a row, by whomever, says what both shapes must hold.
 *
 * @param table the columns besides {@code id} and {@code n}
 * @param file what the migration says
 * @param left what an INSERT that leaves the data out gives
 * @param overlap whether both shapes are visible before contract
 */
record Pattern(String name, String table, String file, Shape old, Shape fresh, Left left, Overlap overlap) {

    /** What an INSERT gives that does not name the data. */
    enum Left {
        /** NULL, and NULL may be written. */
        NULL,
        /** The default {@code 0}, and NULL may be written. */
        DEFAULT_OR_NULL,
        /** The default {@code 0}; NULL is refused. */
        DEFAULT,
        /** Another value each time; NULL is refused. */
        VOLATILE_DEFAULT,
        /** Nothing: it is refused, as NULL is. */
        REFUSED
    }

    /** Who can write what until contract. */
    enum Overlap {
        /** Old code its own columns, new code its own. */
        BOTH_NAMES,
        /** The old columns stay; new code writes both. */
        OLD_STAYS,
        /** One name: until contract it is the old shape, afterwards the new one. */
        ONE_NAME
    }

    static List<Pattern> all() {
        return Stream.of(renames(), splits(), retypes()).flatMap(List::stream).toList();
    }

    private static List<Pattern> renames() {
        return List.of(
                rename("rename of a nullable column", "name text", Left.NULL),
                rename("rename of a NOT NULL column", "name text NOT NULL", Left.REFUSED),
                rename("rename with a default", "name text DEFAULT '0'", Left.DEFAULT_OR_NULL),
                rename("rename with a default, NOT NULL", "name text NOT NULL DEFAULT '0'", Left.DEFAULT),
                rename(
                        "rename with a volatile default",
                        "name text NOT NULL DEFAULT 'r' || (random() * 1e9)::bigint",
                        Left.VOLATILE_DEFAULT));
    }

    private static Pattern rename(String name, String column, Left left) {
        return new Pattern(
                name,
                column,
                "ALTER TABLE users RENAME COLUMN name TO full_name;",
                Shape.of("name text", "%s"),
                Shape.of("full_name text", "%s"),
                left,
                Overlap.BOTH_NAMES);
    }

    private static List<Pattern> splits() {
        var whole = Shape.of("name text", "a%s b%s");
        var parts = Shape.of("first text", "a%s", "last text", "b%s");
        var split = """
                --! down users.name = first || ' ' || last
                ALTER TABLE users ADD COLUMN first text, ADD COLUMN last text;
                UPDATE users SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
                ALTER TABLE users DROP COLUMN name;
                """;
        var merge = """
                --! down users.first = split_part(name, ' ', 1)
                --! down users.last = split_part(name, ' ', 2)
                ALTER TABLE users ADD COLUMN name text;
                UPDATE users SET name = first || ' ' || last;
                ALTER TABLE users DROP COLUMN first, DROP COLUMN last;
                """;
        var derive = "ALTER TABLE users ADD COLUMN shout text; UPDATE users SET shout = upper(name);";
        return List.of(
                new Pattern("split", "name text", split, whole, parts, Left.NULL, Overlap.BOTH_NAMES),
                new Pattern("merge", "first text, last text", merge, parts, whole, Left.NULL, Overlap.BOTH_NAMES),
                new Pattern(
                        "derived column",
                        "name text",
                        derive,
                        Shape.of("name text", "a%s"),
                        Shape.of("shout text", "A%s"),
                        Left.NULL,
                        Overlap.OLD_STAYS));
    }

    private static List<Pattern> retypes() {
        return List.of(
                new Pattern(
                        "integer to bigint",
                        "age integer NOT NULL DEFAULT 0",
                        "ALTER TABLE users ALTER COLUMN age TYPE bigint;",
                        Shape.of("age integer", "%s"),
                        Shape.of("age bigint", "%s"),
                        Left.DEFAULT,
                        Overlap.ONE_NAME),
                new Pattern(
                        "text to integer",
                        "age text",
                        "--! down users.age = age::text\n"
                                + "ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;",
                        Shape.of("age text", "%s"),
                        Shape.of("age integer", "%s"),
                        Left.NULL,
                        Overlap.ONE_NAME));
    }

    MigrationFile migration() {
        return Lab.file(file);
    }

    boolean takesNull() {
        return left == Left.NULL || left == Left.DEFAULT_OR_NULL;
    }

    /** Whether a value has two parts that can be written apart. */
    boolean hasParts() {
        return old.columns().size() > 1 || fresh.columns().size() > 1;
    }

    /** The table with the rows 1 to {@code rows}, each with its own key as its value. */
    String ddl(int rows) {
        var values =
                old.texts("' || i || '").stream().map(text -> "'" + text + "'").toList();
        var columns = old.columns();
        var casts = Stream.iterate(0, i -> i + 1)
                .limit(columns.size())
                .map(i -> "(%s)::%s".formatted(values.get(i), columns.get(i).type()))
                .toList();
        return """
                CREATE TABLE users (id integer PRIMARY KEY, n integer NOT NULL DEFAULT 0, %s);
                INSERT INTO users (id, %s) SELECT i, %s FROM generate_series(1, %d) i;
                """.formatted(table, String.join(", ", old.names()), String.join(", ", casts), rows);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Columns that hold the data together. */
    record Shape(List<Column> columns) {
        /**
         * A column.
         *
         * @param text its text for a value, {@code %s}
         */
        record Column(String name, String type, String text) {}

        static Shape of(String column, String text) {
            return new Shape(List.of(column(column, text)));
        }

        static Shape of(String one, String itsText, String other, String otherText) {
            return new Shape(List.of(column(one, itsText), column(other, otherText)));
        }

        private static Column column(String definition, String text) {
            var at = definition.indexOf(' ');
            return new Column(definition.substring(0, at), definition.substring(at + 1), text);
        }

        List<String> names() {
            return columns.stream().map(Column::name).toList();
        }

        /** What each column holds, as text; a value of two parts is {@code 7/8}. */
        List<String> texts(@Nullable String value) {
            return columns.stream().map(column -> text(column, value)).toList();
        }

        private String text(Column column, @Nullable String value) {
            if (value == null) {
                return "null";
            }
            var parts = value.split("/", 2);
            var first = columns.indexOf(column) == 0 ? parts[0] : parts[parts.length - 1];
            return column.text().replaceFirst("%s", first).replace("%s", parts[parts.length - 1]);
        }
    }
}
