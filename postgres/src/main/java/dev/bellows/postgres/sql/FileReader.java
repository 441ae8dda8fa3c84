package dev.bellows.postgres.sql;

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
import dev.bellows.postgres.sql.Parsing.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads one file. A problem never ends the reading: as many as can be found are reported at once. */
final class FileReader {
    private static final int MAX_NAME_BYTES = 63;
    private static final String MARK = "--!";

    private final Parsing parsing;
    private final MigrationFile file;
    private final SourceText source;
    private final Problems problems = new Problems();

    FileReader(Parsing parsing, MigrationFile file) {
        this.parsing = parsing;
        this.file = file;
        this.source = SourceText.of(file.text());
    }

    Parsed read() {
        // the grammar would stop at a NUL and misread the others
        if (ControlCharacters.refuse(source, "Remove it, or write it as an escape: E'\\x01', U&'\\0085'.", problems)) {
            return new Parsed.Refused(problems.list());
        }
        var tokens = parsing.scan(source);
        if (tokens.isEmpty()) {
            parsing.reportUnreadable(source, problems);
        }
        var operations = tokens.map(this::operations).orElse(List.of());
        var directives = tokens.map(this::directives).orElse(List.of());
        if (problems.isEmpty()) {
            new Consistency(operations, directives, UnaryOperator.identity(), problems).check();
        }
        return problems.isEmpty()
                ? new Parsed.Understood(new Migration(file, operations, directives))
                : new Parsed.Refused(problems.list());
    }

    private List<Operation> operations(List<Token> tokens) {
        refuseLongNames(source, tokens);
        var statements = statements(tokens);
        refuseMisplacedTransactions(statements);
        var reader = new StatementReader(Context.of(source, problems));
        var operations = new ArrayList<Operation>();
        statements.forEach(statement -> operations.addAll(reader.read(statement)));
        Consistency.refuseEmpty(operations, source, problems);
        return operations;
    }

    private List<Statement> statements(List<Token> tokens) {
        var attempt = new Problems();
        var whole = parsing.statements(source, tokens, attempt);
        return whole.orElseGet(() -> oneByOne(tokens, attempt));
    }

    /** The file has an error somewhere: each statement on its own shows which others are well. */
    private List<Statement> oneByOne(List<Token> tokens, Problems ofTheFile) {
        var found = new ArrayList<Statement>();
        for (var part : new Tokens(source, tokens).split(";")) {
            if (!part.isEmpty()) {
                var end = part.get(part.size() - 1).end();
                var blank = " ".repeat(bytes(part.first().start()));
                var alone = source.wrapped(blank, part.first().start(), end, "");
                parsing.statements(alone, List.of(), problems)
                        .ifPresent(statements -> statements.forEach(one -> found.add(new Statement(one.node(), part))));
            }
        }
        if (problems.isEmpty()) {
            ofTheFile.list().forEach(problems::add);
        }
        return found;
    }

    private int bytes(int at) {
        return source.text(0, at).getBytes(StandardCharsets.UTF_8).length;
    }

    private void refuseMisplacedTransactions(List<Statement> statements) {
        var begun = false;
        var ended = false;
        var worked = false;
        for (var statement : statements) {
            var node = statement.node();
            if (node.is("VariableSetStmt")) {
                continue;
            }
            var begin = node.is("TransactionStmt") && !node.text("kind").equals("TRANS_STMT_COMMIT");
            var wrong = ended || (begin && (begun || worked));
            if (wrong && !statement.tokens().isEmpty()) {
                problems.add(
                        source.position(statement.tokens().first().start()),
                        "transaction-control",
                        "BEGIN and COMMIT can only stand around the whole file",
                        "Remove them: the plan has its own transactions.");
            }
            begun |= begin;
            worked |= !node.is("TransactionStmt");
            ended |= node.is("TransactionStmt") && !begin;
        }
    }

    private List<Directive> directives(List<Token> tokens) {
        var syncs = new SyncReader(parsing, problems, this::refuseLongNames);
        var comments = tokens.stream()
                .filter(token -> token.kind() == Token.Kind.LINE_COMMENT)
                .map(token -> new LineComment(token.start(), token.end()))
                .toList();
        return new DirectiveReader(syncs::read, MARK, problems).in(source, comments);
    }

    /** The server would cut them short without an error; the grammar has already done so in its tree. */
    private void refuseLongNames(SourceText where, List<Token> tokens) {
        for (var token : tokens) {
            if (token.kind() == Token.Kind.NAME) {
                var bytes = token.name().getBytes(StandardCharsets.UTF_8).length;
                if (bytes > MAX_NAME_BYTES) {
                    problems.add(
                            where.position(token.start()),
                            "name-too-long",
                            "the name has %d bytes; the server keeps only the first %d"
                                    .formatted(bytes, MAX_NAME_BYTES),
                            "Choose a shorter name.");
                }
            }
        }
    }
}
