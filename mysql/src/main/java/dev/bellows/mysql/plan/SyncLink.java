package dev.bellows.mysql.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.schema.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Two shapes of the same data on one table: old columns and new columns that both versions of the application write.
 *
 * <p>The rules hold before contract and after it (decision 13): whichever side an INSERT leaves out is computed from the
 * other, and of an UPDATE the new side wins where both change.
 *
 * @param olds the old columns; empty where the new ones are derived and the old ones stay
 * @param watch the name under which writers through the old shape are noted
 * @param unconverted the name under which values are noted that could not be converted
 */
record SyncLink(List<SyncTarget> olds, List<SyncTarget> news, String watch, String unconverted, Until until)
        implements SyncRule {

    SyncLink {
        olds = List.copyOf(olds);
        news = List.copyOf(news);
    }

    @Override
    public List<String> onInsert(SyncText text) {
        var forward = new ArrayList<String>();
        if (!olds.isEmpty()) {
            forward.add(
                    SyncText.when("NOT (%s)".formatted(all(olds, SyncTarget::isLeftOut)), List.of(text.note(watch))));
        }
        news.forEach(target -> forward.add(text.set(target, unconverted)));
        var leftOut = all(news, target -> target.isUnfilled(SyncText.ofNew(target.name())));
        if (olds.isEmpty()) {
            return List.of(SyncText.when(leftOut, forward));
        }
        var statements = new ArrayList<String>();
        Stream.concat(olds.stream(), news.stream())
                .flatMap(target -> target.implied().stream())
                .forEach(statements::add);
        statements.add("IF %s THEN%n%s%nELSE%n%s%nEND IF;"
                .formatted(leftOut, indented(forward), indented(otherwiseOnInsert(text))));
        return statements;
    }

    /** Something of the new side was given, or the names have traded places and the new side has its own default. */
    private List<String> otherwiseOnInsert(SyncText text) {
        var statements = new ArrayList<String>();
        if (news.size() > 1) {
            news.forEach(target -> statements.add(SyncText.when(
                    target.isUnfilled(SyncText.ofNew(target.name())),
                    List.of("SET %s = %s;".formatted(SyncText.ofNew(target.name()), target.ownDefault())))));
        }
        var forward = new ArrayList<String>();
        forward.add(text.note(watch));
        news.forEach(target -> forward.add(text.set(target, unconverted)));
        statements.add("IF NOT (%s) AND %s THEN%n%s%nELSE%n%s%nEND IF;"
                .formatted(
                        all(olds, SyncTarget::isLeftOut),
                        all(news, SyncTarget::isLeftOut),
                        indented(forward),
                        indented(back(text))));
        return statements;
    }

    @Override
    public List<String> onUpdate(SyncText text) {
        var forward = new ArrayList<String>();
        var old = columns(olds);
        var read = sources(text.context());
        if (!old.isEmpty()) {
            forward.add(
                    old.equals(read) ? text.note(watch) : SyncText.when(text.changed(old), List.of(text.note(watch))));
        }
        news.forEach(target -> forward.add(text.set(target, unconverted)));
        var sources = text.changed(read);
        if (olds.isEmpty()) {
            return List.of(SyncText.when("NOT %s AND %s".formatted(text.changed(columns(news)), sources), forward));
        }
        var back = new ArrayList<String>();
        if (news.size() > 1) {
            news.forEach(target -> back.add(SyncText.when(
                    target.isUnfilled(SyncText.ofNew(target.name())), List.of(text.set(target, unconverted)))));
        }
        back.addAll(back(text));
        return List.of("IF %s THEN%n%s%nELSEIF %s THEN%n%s%nEND IF;"
                .formatted(text.changed(columns(news)), indented(back), sources, indented(forward)));
    }

    private List<String> back(SyncText text) {
        return olds.stream().map(target -> text.set(target, unconverted)).toList();
    }

    private static String all(List<SyncTarget> targets, Function<SyncTarget, String> condition) {
        return targets.stream().map(condition).collect(joining(" AND "));
    }

    private static String indented(List<String> statements) {
        return SyncText.indented(String.join("\n", statements));
    }

    private static List<Column> columns(List<SyncTarget> targets) {
        return targets.stream().map(SyncTarget::column).toList();
    }

    /** The columns that the new side is computed from. */
    private List<Column> sources(PlanContext context) {
        var columns = new LinkedHashMap<String, Column>();
        olds.forEach(target -> columns.put(target.name(), target.column()));
        news.stream()
                .flatMap(target -> target.value().columns().stream())
                .map(name -> context.table().column(name).orElse(null))
                .filter(Objects::nonNull)
                .forEach(column -> columns.putIfAbsent(column.name(), column));
        return List.copyOf(columns.values());
    }

    @Override
    public List<Column> given() {
        return columns(Stream.concat(olds.stream(), news.stream()).toList());
    }
}
