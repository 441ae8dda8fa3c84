package dev.bellows.testkit.sync;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.testkit.sync.Pattern.Left;
import dev.bellows.testkit.sync.Pattern.Overlap;
import dev.bellows.testkit.sync.Pattern.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement of one kind of code, at one stage, and what both shapes of its rows must hold after it. */
record Trial(Pattern pattern, Stage stage, Role role, Connection app, Connection eye, Keys keys) {

    /** Hands out rows that nobody else has: of the lower and the upper half in turn, and new ones. */
    static final class Keys {
        static final int ROWS = 4_000;
        private int lower;
        private int upper = ROWS / 2;
        private int fresh = 1_000_000;
        private boolean turn;

        int existing() {
            turn = !turn;
            return turn ? ++lower : ++upper;
        }

        int fresh() {
            return ++fresh;
        }
    }

    /** A row that is there; its value is its key. */
    int existing() {
        return keys.existing();
    }

    /** One of the lower half and one of the upper, so that at half time one is filled and the other is not. */
    List<Integer> two() {
        return List.of(keys.existing(), keys.existing());
    }

    int fresh() {
        return keys.fresh();
    }

    String names() {
        return role.columns(pattern).stream().map(Shape.Column::name).collect(joining(", "));
    }

    List<String> texts(@Nullable String value) {
        var texts = new ArrayList<String>();
        if (role != Role.NEW) {
            texts.addAll(pattern.old().texts(value));
        }
        if (role != Role.OLD) {
            texts.addAll(pattern.fresh().texts(value));
        }
        return texts;
    }

    /** {@code 'a7', 'b7'}, or NULL for each column. */
    String literals(@Nullable String value) {
        return texts(value).stream().map(Trial::literal).collect(joining(", "));
    }

    private static String literal(String text) {
        return text.equals("null") ? "NULL" : "'" + text + "'";
    }

    /** {@code first = 'a7', last = 'b7'}. */
    String assignments(@Nullable String value) {
        var texts = texts(value);
        return each((column, i) -> column.name() + " = " + literal(texts.get(i)));
    }

    /** {@code first = s.c0, last = s.c1}, with casts. */
    String assignmentsFrom(String alias) {
        return each((column, i) -> "%s = %s.c%d::%s".formatted(column.name(), alias, i, column.type()));
    }

    /** {@code first = excluded.first}. */
    String assignmentsFromExcluded() {
        return each((column, i) -> column.name() + " = excluded." + column.name());
    }

    String each(Each each) {
        var columns = role.columns(pattern);
        var parts = new ArrayList<String>();
        for (var i = 0; i < columns.size(); i++) {
            parts.add(each.text(columns.get(i), i));
        }
        return String.join(", ", parts);
    }

    /** A text for each column. */
    @FunctionalInterface
    interface Each {
        String text(Shape.Column column, int place);
    }

    void run(String sql) throws SQLException {
        Lab.run(app, sql);
    }

    void refused(String state, String sql) {
        assertThatThrownBy(() -> run(sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state));
    }

    /** Both shapes of the row hold the value. */
    void holds(int id, @Nullable String value) throws SQLException {
        assertThat(shapes(id)).containsExactly(expected(value));
    }

    /** Both shapes of a row that holds the value, as {@link #shown} lists them. */
    String expected(@Nullable String value) {
        var texts = new ArrayList<>(pattern.old().texts(value));
        texts.addAll(pattern.fresh().texts(value));
        return String.join("|", texts);
    }

    boolean eyeIsAtLeast(int major) {
        try {
            return eye.getMetaData().getDatabaseMajorVersion() >= major;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both shapes of the row hold what an INSERT gives that leaves the data out. */
    void holdsWhatIsLeft(int id) throws SQLException {
        switch (pattern.left()) {
            case NULL -> holds(id, null);
            case DEFAULT, DEFAULT_OR_NULL -> holds(id, "0");
            case VOLATILE_DEFAULT -> holdsSomething(id);
            case REFUSED -> throw new AssertionError("such a row cannot be there");
        }
    }

    /** Both shapes hold the same, and not NULL: a default that is another each time. */
    void holdsSomething(int id) throws SQLException {
        var parts = shapes(id).getFirst().split("\\|", -1);
        assertThat(parts[0]).startsWith("r").isEqualTo(parts[1]);
    }

    List<String> shapes(int id) throws SQLException {
        return Lab.rows(eye, "SELECT %s FROM users WHERE id = %d".formatted(shown(), id));
    }

    /** All columns of both shapes as they are called now. */
    String shown() {
        return String.join(", ", oldNames()) + ", " + String.join(", ", freshNames());
    }

    private List<String> oldNames() {
        var hidden = stage == Stage.CONTRACTED && pattern.overlap() != Overlap.OLD_STAYS;
        return pattern.old().names().stream()
                .map(name -> hidden ? "_bellows_old_" + name : name)
                .toList();
    }

    private List<String> freshNames() {
        var hidden = stage != Stage.CONTRACTED && pattern.overlap() == Overlap.ONE_NAME;
        return pattern.fresh().names().stream()
                .map(name -> hidden ? "_bellows_new_" + name : name)
                .toList();
    }

    boolean left(Left... some) {
        return List.of(some).contains(pattern.left());
    }

    /** New code before contract: its columns are copies, which differ from real ones in what an explicit NULL means. */
    boolean writesCopies() {
        return role != Role.OLD && stage != Stage.CONTRACTED;
    }
}
