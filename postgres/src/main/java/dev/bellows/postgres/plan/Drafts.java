package dev.bellows.postgres.plan;

import dev.bellows.plan.Action;
import dev.bellows.plan.Estimate;
import dev.bellows.plan.Impact;
import dev.bellows.plan.Impact.Blocks;
import dev.bellows.plan.Impact.Lasts;
import dev.bellows.plan.Impact.Work;
import dev.bellows.plan.Probe;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.SqlStatement;
import dev.bellows.plan.draft.Draft;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of steps that plans for PostgreSQL are made of, for one table. */
record Drafts(Table table, Set<TableName> others) {
    static final String EXCLUSIVE = "ACCESS EXCLUSIVE";
    private static final String SCANNING = "SHARE UPDATE EXCLUSIVE";

    /** Rows a second, rounded down from runs of the bench on 2 cores; for estimates only. */
    private static final long BACKFILL_RATE = 40_000;

    private static final long SCAN_RATE = 2_000_000;
    private static final long INDEX_RATE = 400_000;

    Drafts {
        others = Collections.unmodifiableSet(new TreeSet<>(others));
    }

    Drafts(Table table) {
        this(table, Set.of());
    }

    /** The same for steps that lock other tables too. */
    Drafts locking(Set<TableName> more) {
        return new Drafts(table, more);
    }

    /** A short transaction under an exclusive lock. */
    Draft exclusive(String title, List<String> statements, Reversal reversal) {
        return new Draft(
                title,
                transaction(statements),
                new Impact(EXCLUSIVE, Blocks.READS_AND_WRITES, Lasts.BRIEFLY, Work.CATALOGUE),
                reversal,
                Optional.empty(),
                Estimate.CATALOGUE);
    }

    Action.Transaction transaction(List<String> statements) {
        var tables = new TreeSet<>(others);
        tables.add(name());
        return new Action.Transaction(List.copyOf(tables), EXCLUSIVE, sql(statements));
    }

    Reversal undo(List<String> statements) {
        return new Reversal.Undo(List.of(transaction(statements)));
    }

    Draft backfill(Action.Backfill backfill) {
        return new Draft(
                "fill %s in chunks".formatted(String.join(", ", backfill.columns())),
                backfill,
                new Impact("ROW EXCLUSIVE", Blocks.NOTHING, Lasts.PER_CHUNK, Work.WRITES_ROWS),
                new Reversal.Nothing("what it fills goes with the new columns"),
                Optional.empty(),
                work(BACKFILL_RATE));
    }

    Draft verify(Action.Verify verify) {
        return new Draft(
                "compare every row: " + verify.what(),
                verify,
                new Impact("ACCESS SHARE", Blocks.NOTHING, Lasts.PER_CHUNK, Work.SCANS),
                new Reversal.Nothing("it only reads"),
                Optional.empty(),
                work(SCAN_RATE));
    }

    Draft validate(String constraint, String what) {
        return new Draft(
                "check all rows: " + what,
                validation(constraint),
                new Impact(SCANNING, Blocks.NOTHING, Lasts.WHOLE_STEP, Work.SCANS),
                new Reversal.Nothing("it only reads"),
                Optional.empty(),
                work(SCAN_RATE));
    }

    Action validation(String constraint) {
        return validation(name(), constraint);
    }

    static Action validation(TableName of, String constraint) {
        return new Action.Scan(
                of,
                SCANNING,
                new SqlStatement(
                        "ALTER TABLE %s VALIDATE CONSTRAINT %s".formatted(Quoted.table(of), Quoted.name(constraint))));
    }

    /** Stops before anything is changed when the old type could not hold what the new version wrote. */
    Action proof(String away, String column) {
        var text = """
                 BEGIN
                  IF EXISTS (SELECT FROM %s WHERE %s IS NULL) THEN
                    RAISE EXCEPTION 'some rows of %s hold values of %s that its old type cannot hold'
                      USING ERRCODE = 'data_exception',
                        HINT = 'Find them with: SELECT * FROM %s WHERE %s IS NULL';
                  END IF;
                END\s""".formatted(
                        Quoted.table(name()),
                        Quoted.name(away),
                        Quoted.template(name().toString()),
                        Quoted.template(column),
                        name().toString().replace("'", "''"),
                        away.replace("'", "''"));
        return new Action.Scan(name(), "ACCESS SHARE", new SqlStatement("DO " + Quoted.body(text)));
    }

    /** A concurrent build of an index, with its wreck detected and removed. */
    Draft buildIndex(String title, String index, String head, String fromName) {
        return new Draft(
                title,
                new Action.Online(
                        name(),
                        new SqlStatement(head + " CONCURRENTLY " + fromName),
                        Optional.of(new SqlStatement("DROP INDEX CONCURRENTLY IF EXISTS " + sibling(index)))),
                new Impact(SCANNING, Blocks.NOTHING, Lasts.WHOLE_STEP, Work.SCANS),
                new Reversal.Undo(List.of(dropOnline(index))),
                Optional.of(probe(index)),
                work(INDEX_RATE));
    }

    Draft dropIndex(String index, Reversal reversal) {
        return new Draft(
                "drop index " + index,
                dropOnline(index),
                new Impact(SCANNING, Blocks.NOTHING, Lasts.BRIEFLY, Work.CATALOGUE),
                reversal,
                Optional.of(goneProbe(index)),
                Estimate.CATALOGUE);
    }

    private Action dropOnline(String index) {
        return new Action.Online(
                name(), new SqlStatement("DROP INDEX CONCURRENTLY IF EXISTS " + sibling(index)), Optional.empty());
    }

    private String sibling(String object) {
        return Quoted.sibling(name(), object);
    }

    /** An invalid index is what a concurrent build leaves when it fails (PostgreSQL manual, CREATE INDEX). */
    private Probe probe(String index) {
        return new Probe(new SqlStatement("""
                SELECT coalesce((SELECT CASE WHEN i.indisvalid THEN 'done' ELSE 'partial' END
                  FROM pg_catalog.pg_index i WHERE i.indexrelid = to_regclass(%s)), 'absent')""".formatted(Quoted.literal(sibling(index)))));
    }

    private Probe goneProbe(String index) {
        return new Probe(new SqlStatement("SELECT CASE WHEN to_regclass(%s) IS NULL THEN 'done' ELSE 'absent' END"
                .formatted(Quoted.literal(sibling(index)))));
    }

    Estimate work(long rate) {
        var rows = Math.max(0, table.size().rows());
        return new Estimate(rows, table.size().bytes(), Duration.ofMillis(Math.max(10, rows * 1000 / rate)));
    }

    static List<SqlStatement> sql(List<String> statements) {
        return statements.stream().map(SqlStatement::new).toList();
    }

    private TableName name() {
        return table.name();
    }
}
