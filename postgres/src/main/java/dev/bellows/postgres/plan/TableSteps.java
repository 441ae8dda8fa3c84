package dev.bellows.postgres.plan;

import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.plan.Action;
import dev.bellows.plan.draft.Draft;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the parts of a table's change add up to, phase by phase. Statements of one table that need an exclusive lock
 * share one short transaction; rows that must be filled are filled in one pass. Lives only while a plan is made.
 */
final class TableSteps {
    private final Exclusive expand = new Exclusive();
    private final Exclusive contract = new Exclusive();
    private final List<Fill> fills = new ArrayList<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Draft> afterFill = new ArrayList<>();
    private final List<Draft> beforeContract = new ArrayList<>();
    private final List<Draft> afterContract = new ArrayList<>();
    private final List<Draft> beforePurge = new ArrayList<>();
    private final List<String> purge = new ArrayList<>();
    private final List<String> watches = new ArrayList<>();
    private final List<String> unconverted = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int syncs;

    /**
     * One short transaction: statements in order, what takes them back in reverse order, what must be done before and
     * after that to take them back whole, and the words for the title.
     */
    static final class Exclusive {
        private final List<String> titles = new ArrayList<>();
        private final SortedMap<Integer, Column> columns = new TreeMap<>();
        private final List<String> statements = new ArrayList<>();
        private final List<String> undo = new ArrayList<>();
        private final List<String> closing = new ArrayList<>();
        private final List<String> closingUndo = new ArrayList<>();
        private final List<Restore> restores = new ArrayList<>();
        private final List<String> last = new ArrayList<>();
        private final List<Action> validations = new ArrayList<>();
        private final Set<TableName> others = new TreeSet<>();

        /**
         * A NOT NULL that comes back without a scan under lock: as a check first, validated, then for good.
         *
         * @param column its name once the step is taken back
         * @param away its name while the step stands
         * @param check the name of the check
         */
        record Restore(String column, String away, String check) {}

        /** A statement that adds a column, and what takes it back. */
        private record Column(String statement, String takesBack) {}

        Exclusive say(String title) {
            titles.add(title);
            return this;
        }

        Exclusive run(String statement, String... takesBack) {
            statements.add(statement);
            undo.addAll(0, List.of(takesBack));
            return this;
        }

        /** New columns come first, in the order of the file: it is what SELECT * and INSERT without a list go by. */
        Exclusive add(int place, String statement, String takesBack) {
            columns.put(place, new Column(statement, takesBack));
            return this;
        }

        /** What takes back the statements before it. */
        Exclusive takenBackBy(String statement) {
            undo.addFirst(statement);
            return this;
        }

        Exclusive run(SyncDdl sync) {
            statements.addAll(sync.start());
            undo.addAll(0, sync.stop());
            return this;
        }

        /** After everything else; taken back before everything else. */
        Exclusive close(String statement, String... takesBack) {
            closing.add(statement);
            closingUndo.addAll(0, List.of(takesBack));
            return this;
        }

        /** Ends a sync; taking this back starts it again. */
        Exclusive end(SyncDdl sync) {
            statements.addAll(sync.stop());
            undo.addAll(0, sync.start());
            return this;
        }

        Exclusive restoreNotNull(Restore restore) {
            restores.add(restore);
            return this;
        }

        /** Another table that statements of this transaction lock as strongly. */
        Exclusive alsoLocks(TableName other) {
            others.add(other);
            return this;
        }

        Set<TableName> others() {
            return others;
        }

        /** A check of all rows that follows when this has been taken back. */
        Exclusive validateLast(Action validation) {
            validations.add(validation);
            return this;
        }

        List<Action> validations() {
            return validations;
        }

        /** What takes this back only once every NOT NULL is back, such as a primary key. */
        Exclusive restoreLast(String statement) {
            last.add(statement);
            return this;
        }

        List<String> last() {
            return last;
        }

        boolean isEmpty() {
            return columns.isEmpty() && statements.isEmpty();
        }

        String title() {
            return String.join("; ", titles);
        }

        List<String> statements() {
            var all = new ArrayList<String>();
            columns.values().forEach(column -> all.add(column.statement()));
            all.addAll(statements);
            all.addAll(closing);
            return all;
        }

        /** Of what is closed first, then of what is put in front here, then of the other statements. */
        List<String> undo() {
            var all = new ArrayList<>(closingUndo);
            all.addAll(undo);
            List.copyOf(columns.values()).reversed().forEach(column -> all.add(column.takesBack()));
            return all;
        }

        List<Restore> restores() {
            return restores;
        }
    }

    /**
     * Columns that are filled.
     *
     * @param assignments {@code column = expression}, one for each
     * @param mismatch the rows that need it
     */
    record Fill(List<Assignment> assignments, String mismatch) {}

    record Assignment(String column, String expression) {}

    /** Rows that verify must not find. */
    record Comparison(String mismatch, String what) {}

    Exclusive expand() {
        return expand;
    }

    Exclusive contract() {
        return contract;
    }

    void fill(Fill fill) {
        fills.add(fill);
    }

    void verify(Comparison comparison) {
        comparisons.add(comparison);
    }

    List<Comparison> comparisons() {
        return comparisons;
    }

    void afterFill(Draft draft) {
        afterFill.add(draft);
    }

    void beforeContract(Draft draft) {
        beforeContract.add(draft);
    }

    void afterContract(Draft draft) {
        afterContract.add(draft);
    }

    void beforePurge(Draft draft) {
        beforePurge.add(draft);
    }

    void purge(String statement) {
        purge.add(statement);
    }

    void purge(SyncDdl sync) {
        purge.addAll(sync.stop());
    }

    void watch(String mark) {
        watches.add("w" + mark);
    }

    /** Values that this sync could not convert close the gate of parity. */
    void watchUnconverted(String mark) {
        unconverted.add(SyncTriggers.unconvertedName(mark));
    }

    void note(String note) {
        notes.add(note);
    }

    void problem(SourcePosition position, String code, String message, String remedy) {
        problems.add(Problem.at(position, code, message, remedy));
    }

    /** The number of the next sync of this table. */
    int nextSync() {
        return syncs++;
    }

    List<Fill> fills() {
        return fills;
    }

    List<Draft> afterFill() {
        return afterFill;
    }

    List<Draft> beforeContract() {
        return beforeContract;
    }

    List<Draft> afterContract() {
        return afterContract;
    }

    List<Draft> beforePurge() {
        return beforePurge;
    }

    List<String> purge() {
        return purge;
    }

    List<String> watches() {
        return watches;
    }

    List<String> unconverted() {
        return unconverted;
    }

    List<String> notes() {
        return notes;
    }

    List<Problem> problems() {
        return problems;
    }
}
