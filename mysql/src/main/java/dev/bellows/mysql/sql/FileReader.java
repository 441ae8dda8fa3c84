package dev.bellows.mysql.sql;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Parsed;
import dev.bellows.migration.text.Consistency;
import dev.bellows.migration.text.ControlCharacters;
import dev.bellows.migration.text.DirectiveReader;
import dev.bellows.migration.text.LineComment;
import dev.bellows.migration.text.Problems;
import dev.bellows.migration.text.SourceText;
import dev.bellows.mysql.grammar.Comment;
import dev.bellows.mysql.grammar.MysqlGrammar;
import dev.bellows.mysql.grammar.Script;
import dev.bellows.mysql.grammar.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one file. A problem never ends the reading: as many as can be found are reported at once. */
final class FileReader {
    private static final String MARK = "-- !";
    /** What a person types who knows Bellows from PostgreSQL. */
    private static final Pattern OTHER_MARK = Pattern.compile("(?m)^[ \\t]*(--!)");

    private final MysqlGrammar grammar;
    private final String database;
    private final MigrationFile file;
    private final SourceText source;
    private final Problems problems = new Problems();

    FileReader(MysqlGrammar grammar, String database, MigrationFile file) {
        this.grammar = grammar;
        this.database = database;
        this.file = file;
        this.source = SourceText.of(file.text());
    }

    Parsed read() {
        if (!ControlCharacters.refuse(source, "Remove it, or write it as CHAR(1) or x'01'.", problems)) {
            var script = grammar.parse(file.text());
            refuseOtherMark(script);
            var operations = operations(script);
            var directives = directives(script);
            if (problems.isEmpty()) {
                new Consistency(operations, directives, Names::folded, problems).check();
            }
            if (problems.isEmpty()) {
                return new Parsed.Understood(new Migration(file, operations, directives));
            }
        }
        return new Parsed.Refused(problems.list());
    }

    private void refuseOtherMark(Script script) {
        var matcher = OTHER_MARK.matcher(file.text());
        while (matcher.find()) {
            var at = matcher.start(1);
            if (script.comments().stream().noneMatch(comment -> comment.start() <= at && at < comment.end())) {
                problems.add(
                        source.position(at),
                        "malformed-directive",
                        "the server takes --! for two minus signs and a NOT, not for a comment",
                        "Begin a directive with " + MARK + " (a blank after the dashes).");
            }
        }
    }

    private List<Operation> operations(Script script) {
        var context = new Context(script, source, database, problems);
        var reader = new StatementReader(context);
        var operations = new ArrayList<Operation>();
        var trees = new ArrayList<Statement.Understood>();
        for (var statement : script.statements()) {
            switch (statement) {
                case Statement.Understood understood -> {
                    operations.addAll(reader.read(understood));
                    trees.add(understood);
                }
                case Statement.Broken broken -> syntaxError(broken);
            }
        }
        refuseMisplacedTransactions(trees);
        Consistency.refuseEmpty(operations, source, problems);
        return operations;
    }

    /** Where a directive has the wrong mark, what follows is not SQL, and one problem is enough. */
    private void syntaxError(Statement.Broken broken) {
        var position = source.position(broken.error().offset());
        var said = problems.list().stream()
                .flatMap(problem -> problem.position().stream())
                .anyMatch(other -> other.line() == position.line());
        if (!said) {
            problems.add(position, "syntax-error", broken.error().message(), "Correct the SQL.");
        }
    }

    private void refuseMisplacedTransactions(List<Statement.Understood> statements) {
        for (var index = 0; index < statements.size(); index++) {
            var name = statements.get(index).tree().name();
            var begin = name.equals("startTransaction") || name.equals("beginWork");
            var misplaced = begin ? index > 0 : name.equals("commitWork") && index < statements.size() - 1;
            if (misplaced) {
                problems.add(
                        source.position(statements.get(index).start()),
                        "transaction-control",
                        "BEGIN and COMMIT can only stand around the whole file",
                        "Remove them: DDL commits by itself, and the plan has its own transactions.");
            }
        }
    }

    private List<Directive> directives(Script script) {
        var syncs = new SyncReader(grammar, database, problems);
        var comments = script.comments().stream()
                .filter(comment -> comment.kind() == Comment.Kind.LINE)
                .map(comment -> new LineComment(comment.start(), comment.end()))
                .toList();
        return new DirectiveReader(syncs::read, MARK, problems).in(source, comments);
    }
}
