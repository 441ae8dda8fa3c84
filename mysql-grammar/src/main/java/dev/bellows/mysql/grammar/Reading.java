package dev.bellows.mysql.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads the statements of one piece: several if the delimiter is not the semicolon, which then divides them. */
final class Reading {
    /** Parentheses in each other: 100 pairs take up to a second the first time, and the time grows with the square. */
    private static final int DEEPEST = 200;

    private final Grammar grammar;
    private final String text;
    private final Pieces.Piece piece;
    private final CodeStream code;
    private final CommonTokenStream tokens;
    private final Complaint complaint;

    private Reading(Grammar grammar, String text, String masked, Pieces.Piece piece) {
        this.grammar = grammar;
        this.text = text;
        this.piece = piece;
        this.code = new CodeStream(masked, piece.start(), piece.end());
        this.tokens = new CommonTokenStream(grammar.lexer(code));
        this.complaint = new Complaint(text, piece.end(), code);
    }

    static List<Statement> of(Grammar grammar, String text, String masked, Pieces.Piece piece) {
        if (piece.error().isPresent()) {
            var error = piece.error().get();
            return List.of(new Statement.Broken(piece.start(), piece.end(), error));
        }
        return new Reading(grammar, text, masked, piece).statements();
    }

    private List<Statement> statements() {
        try {
            tokens.fill();
            refuseStrangeCharacters();
            refuseDeepNesting();
            return statements(parse());
        } catch (Refusal refusal) {
            return List.of(new Statement.Broken(piece.start(), piece.end(), refusal.error()));
        } catch (StackOverflowError _) {
            return List.of(new Statement.Broken(piece.start(), piece.end(), Complaint.tooDeep(piece.start())));
        }
    }

    /** The lexers put what they do not know aside, on a channel that the parsers never see. */
    private void refuseStrangeCharacters() throws Refusal {
        for (var token : tokens.getTokens()) {
            if (token.getChannel() > Token.HIDDEN_CHANNEL) {
                throw new Refusal(complaint.strangeCharacter(token));
            }
        }
    }

    /**
     * Before the parser sees them: what it would need grows faster than the depth. What nests without parentheses is one
     * word many times, such as {@code NOT NOT NOT}.
     */
    private void refuseDeepNesting() throws Refusal {
        int depth = 0;
        int repeated = 0;
        int previous = Token.EOF;
        for (var token : tokens.getTokens()) {
            int type = token.getChannel() == Token.DEFAULT_CHANNEL ? token.getType() : previous;
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                repeated = type == previous ? repeated + 1 : 0;
                depth += type == grammar.leftBracket() ? 1 : type == grammar.rightBracket() ? -1 : 0;
            }
            previous = type;
            if (Math.max(depth, repeated) > DEEPEST) {
                throw new Refusal(Complaint.tooDeep(code.origin(token.getStartIndex())));
            }
        }
    }

    private List<Statement> statements(ParserRuleContext root) throws Refusal {
        var groups = groups(root);
        var statements = new ArrayList<Statement>();
        for (var group : groups) {
            var tree = new TreeReader(grammar.words(), text, code).statement(group);
            int start = group.equals(groups.getFirst()) ? piece.start() : tree.start();
            int end = group.equals(groups.getLast()) ? end() : tree.end();
            statements.add(new Statement.Understood(start, end, tree));
        }
        return List.copyOf(statements);
    }

    /**
     * The statements between semicolons. The grammars make do without one, which would let nonsense pass as a statement
     * of its own, and read {@code WITH … SELECT} as two; they also know two dashes at the end as a comment.
     */
    private List<List<ParserRuleContext>> groups(ParserRuleContext root) throws Refusal {
        var groups = new ArrayList<List<ParserRuleContext>>();
        var group = new ArrayList<ParserRuleContext>();
        for (var part : parts(root)) {
            if (part instanceof TerminalNode leaf && leaf.getSymbol().getType() != grammar.semicolon()) {
                throw new Refusal(complaint.unexpected(leaf.getSymbol()));
            } else if (TreeReader.isStatement(part)) {
                var statement = (ParserRuleContext) part;
                if (!group.isEmpty() && !TreeReader.isPrefix(group.getLast())) {
                    throw new Refusal(complaint.unexpected(statement.getStart()));
                }
                group.add(statement);
            } else if (!group.isEmpty()) {
                groups.add(List.copyOf(group));
                group.clear();
            }
        }
        if (!group.isEmpty()) {
            groups.add(List.copyOf(group));
        }
        return groups;
    }

    /** Statements, semicolons in a rule or as they are, and dashes. */
    private static List<ParseTree> parts(ParserRuleContext root) {
        var parts = new ArrayList<ParseTree>();
        for (var child : root.children) {
            if (child instanceof ParserRuleContext statements) {
                parts.addAll(statements.children);
            } else if (((TerminalNode) child).getSymbol().getType() != Token.EOF) {
                parts.add(child);
            }
        }
        return parts;
    }

    /** Marks of a versioned comment belong to the statement, a semicolon before another delimiter does not. */
    private int end() {
        int end = piece.end();
        while (text.charAt(end - 1) == ';' || Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** The fast prediction is right whenever it succeeds; when it fails, the slow one decides. */
    private ParserRuleContext parse() throws Refusal {
        try {
            return grammar.root(grammar.parser(tokens, PredictionMode.SLL));
        } catch (ParseCancellationException _) {
            tokens.seek(0);
        }
        try {
            return grammar.root(grammar.parser(tokens, PredictionMode.LL));
        } catch (ParseCancellationException e) {
            if (e.getCause() instanceof RecognitionException refusal) {
                throw new Refusal(complaint.unexpected(refusal.getOffendingToken()));
            }
            throw e;
        }
    }
}
