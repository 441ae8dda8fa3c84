package dev.bellows.mysql.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Turns the tree of a generated parser into ours. */
final class TreeReader {
    /** Rules that only sort statements; the statement is named by what is inside. */
    private static final Set<String> WRAPPERS = Set.of(
            "sqlStatement",
            "ddlStatement",
            "dmlStatement",
            "transactionStatement",
            "replicationStatement",
            "preparedStatement",
            "administrationStatement",
            "utilityStatement");

    /** What MariaDB's grammar calls by another name. */
    private static final Map<String, String> SAME = Map.of("alterByConvertCharacterset", "alterByConvertCharset");

    private static final String SUFFIX = "Context";

    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> context) {
            String name = context.getSimpleName();
            if (!name.endsWith(SUFFIX)) {
                return name; // of a token
            }
            String rule = Character.toLowerCase(name.charAt(0)) + name.substring(1, name.length() - SUFFIX.length());
            return SAME.getOrDefault(rule, rule);
        }
    };

    private final Vocabulary words;
    private final String text;
    private final CodeStream code;

    /** Where the last token ended: there are the rules that have matched nothing. */
    private int last;

    TreeReader(Vocabulary words, String text, CodeStream code) {
        this.words = words;
        this.text = text;
        this.code = code;
    }

    static boolean isStatement(ParseTree tree) {
        return nameOf(tree).equals("sqlStatement");
    }

    /** Whether a statement lacks the one that follows it. */
    static boolean isPrefix(ParserRuleContext statement) {
        return nameOf(inside(statement)).equals("withStatement");
    }

    /** The tree of a statement; one after a prefix is a child of the prefix. */
    Node.Rule statement(List<ParserRuleContext> group) throws Refusal {
        var tree = rule(inside(group.getFirst()), 1);
        if (group.size() == 1) {
            return tree;
        }
        var children = new ArrayList<>(tree.children());
        children.add(statement(group.subList(1, group.size())));
        return new Node.Rule(tree.name(), children, tree.start(), last);
    }

    private static ParserRuleContext inside(ParserRuleContext statement) {
        var inside = statement;
        while (inside.getChildCount() == 1
                && WRAPPERS.contains(nameOf(inside))
                && inside.getChild(0) instanceof ParserRuleContext only) {
            inside = only;
        }
        return inside;
    }

    private static String nameOf(ParseTree tree) {
        return NAMES.get(tree.getClass());
    }

    private Node.Rule rule(ParserRuleContext context, int depth) throws Refusal {
        int start = isEmpty(context) ? last : code.origin(context.getStart().getStartIndex());
        if (depth > MysqlGrammar.MAX_DEPTH) {
            throw new Refusal(Complaint.tooDeep(start));
        }
        var children = new ArrayList<Node>(context.getChildCount());
        for (int i = 0; i < context.getChildCount(); i++) {
            children.add(node(context.getChild(i), depth + 1));
        }
        return new Node.Rule(nameOf(context), children, start, last);
    }

    private static boolean isEmpty(ParserRuleContext context) {
        return context.getStop() == null
                || context.getStop().getTokenIndex() < context.getStart().getTokenIndex();
    }

    private Node node(ParseTree tree, int depth) throws Refusal {
        if (tree instanceof TerminalNode leaf) {
            return token(leaf);
        }
        return rule((ParserRuleContext) tree, depth);
    }

    private Node.Token token(TerminalNode leaf) {
        var token = leaf.getSymbol();
        int start = code.origin(token.getStartIndex());
        last = code.origin(token.getStopIndex()) + 1;
        String symbol = words.getSymbolicName(token.getType());
        String name = symbol == null ? words.getDisplayName(token.getType()) : symbol;
        return new Node.Token(name, text.substring(start, last), start, last);
    }
}
