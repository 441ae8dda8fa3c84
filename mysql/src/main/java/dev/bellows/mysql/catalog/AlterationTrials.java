package dev.bellows.mysql.catalog;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Problem;
import dev.bellows.schema.Alteration;
import dev.bellows.schema.AlterationCost;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks the server about every ALTER TABLE that a plan may contain. */
final class AlterationTrials {
    /** What a plan asks for depends on answers: a copy leads to other columns, those to other indexes. */
    private static final int ROUNDS = 3;

    private final Connection connection;
    private final Alterations alterations;
    private final SortedMap<Alteration, AlterationCost> costs = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    AlterationTrials(Connection connection, Alterations alterations) {
        this.connection = connection;
        this.alterations = alterations;
    }

    SortedMap<Alteration, AlterationCost> costs() {
        return costs;
    }

    List<Problem> problems() {
        return problems;
    }

    /** What is known of everything but the costs, together with those. */
    interface Known {
        Catalog with(SortedMap<Alteration, AlterationCost> costs);
    }

    void run(Migration migration, Collection<Table> tables, Known known) throws SQLException {
        for (var table : tables) {
            var asked = new HashSet<List<String>>();
            for (var round = 0; round < ROUNDS; round++) {
                ask(table.name(), alterations.of(migration, known.with(costs), table), asked);
            }
        }
    }

    private void ask(TableName table, List<Alterations.Sequence> sequences, Set<List<String>> asked)
            throws SQLException {
        for (var sequence : sequences) {
            if (asked.add(sequence.clauses())) {
                ask(table, sequence);
            }
        }
    }

    private void ask(TableName table, Alterations.Sequence sequence) throws SQLException {
        var tried = AlterTrial.tried(connection, table, sequence.clauses());
        for (var index = 0; index < tried.verdicts().size(); index++) {
            keep(
                    new Alteration(table, sequence.clauses().get(index)),
                    tried.verdicts().get(index));
        }
        if (tried.refusal().isPresent()) {
            problems.add(Problem.at(
                    sequence.position(),
                    "server-refuses",
                    "the server would not do ALTER TABLE %s %s: %s"
                            .formatted(
                                    table,
                                    sequence.clauses().get(tried.verdicts().size()),
                                    Session.message(tried.refusal().get())),
                    "Correct what it complains about."));
        }
    }

    /** The worse one, where the same clauses have been tried after others. */
    private void keep(Alteration alteration, AlterTrial.Verdict verdict) {
        var cost = new AlterationCost(verdict.algorithm().name(), verdict.reason());
        costs.merge(alteration, cost, (known, other) -> rank(known) >= rank(other) ? known : other);
    }

    private static int rank(AlterationCost cost) {
        return Algorithm.valueOf(cost.algorithm()).ordinal();
    }
}
