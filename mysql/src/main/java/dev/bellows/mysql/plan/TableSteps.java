package dev.bellows.mysql.plan;

import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.plan.Action;
import dev.bellows.plan.Probe;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a table's change add up to, phase by phase. All that contract does to columns is one ALTER TABLE,
 * because nothing else is atomic here; rows that must be filled are filled in one pass. Lives only while a plan is made.
 */
final class TableSteps {
    private final List<Action.Verify> proofs = new ArrayList<>();
    private final List<Action.Verify> proofsBack = new ArrayList<>();
    private final List<Change> expand = new ArrayList<>();
    private final List<SyncRule> rules = new ArrayList<>();
    private final List<Fill> fills = new ArrayList<>();
    private final List<Change> afterFill = new ArrayList<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Trade> contract = new ArrayList<>();
    private final List<Change> afterContract = new ArrayList<>();
    private final List<Change> purge = new ArrayList<>();
    private final List<String> watches = new ArrayList<>();
    private final List<String> unconverted = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int syncs;

    /**
     * Columns that are filled.
     *
     * @param unfilled the rows that need it
     */
    record Fill(List<Assignment> assignments, String unfilled) {
        Fill {
            assignments = List.copyOf(assignments);
        }
    }

    record Assignment(String column, String expression) {}

    /** Rows that verify must not find. */
    record Comparison(String mismatch, String what) {}

    /**
     * What contract does to the columns of one part.
     *
     * @param happened whether it has been done; all of contract is one statement
     */
    record Trade(String title, List<String> clauses, List<String> back, Probe happened, SourcePosition position) {
        Trade {
            clauses = List.copyOf(clauses);
            back = List.copyOf(back);
        }
    }

    /** Before anything else. */
    void prove(Action.Verify proof) {
        proofs.add(proof);
    }

    /** Before contract is taken back: what the old shape cannot hold would be lost. */
    void proveBack(Action.Verify proof) {
        proofsBack.add(proof);
    }

    void expand(Change change) {
        expand.add(change);
    }

    void sync(SyncRule rule) {
        rules.add(rule);
    }

    void fill(Fill fill) {
        fills.add(fill);
    }

    void afterFill(Change change) {
        afterFill.add(change);
    }

    void verify(Comparison comparison) {
        comparisons.add(comparison);
    }

    void contract(Trade trade) {
        contract.add(trade);
    }

    void afterContract(Change change) {
        afterContract.add(change);
    }

    void purge(Change change) {
        purge.add(change);
    }

    void watch(String watch) {
        watches.add(watch);
    }

    /** Values that a sync could not convert close the gate of parity. */
    void watchUnconverted(String watch) {
        unconverted.add(watch);
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

    List<Action.Verify> proofs() {
        return proofs;
    }

    List<Action.Verify> proofsBack() {
        return proofsBack;
    }

    List<Change> expand() {
        return expand;
    }

    List<SyncRule> rules() {
        return rules;
    }

    List<Fill> fills() {
        return fills;
    }

    List<Change> afterFill() {
        return afterFill;
    }

    List<Comparison> comparisons() {
        return comparisons;
    }

    List<Trade> contract() {
        return contract;
    }

    List<Change> afterContract() {
        return afterContract;
    }

    List<Change> purge() {
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
