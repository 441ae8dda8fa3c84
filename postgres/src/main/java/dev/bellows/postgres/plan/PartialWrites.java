package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Function;

/**
 * New code that writes some of the new columns of a row that is not filled yet, where there are several: the others
 * must get what the old shape gives, or that would be lost. Which ones it wrote is told by triggers on UPDATE OF, one
 * for each column; only a NULL needs to be remembered, and only until the sync of the same row.
 */
record PartialWrites(SyncLink link, SyncTriggers triggers) {
    /** The argument of a trigger that fires whatever was named: it must not take what is NULL for left out. */
    static final String NOTHING_NAMED = "'nothing named'";

    private boolean arePossible() {
        return link.news().size() > 1;
    }

    /** The triggers that remember an explicit NULL. */
    void remember() {
        if (!arePossible()) {
            return;
        }
        triggers.function(
                "named",
                "PERFORM set_config(%s, concat(current_setting(%s, true), TG_ARGV[0], '/'), true);"
                        .formatted(setting(), setting()));
        for (var i = 0; i < link.news().size(); i++) {
            var target = link.news().get(i);
            triggers.before(
                    "3_%d_named".formatted(i),
                    "UPDATE OF " + Quoted.name(target.name()),
                    "%s AND %s AND %s".formatted(isNull("NEW", target), unfilled(), SyncTriggers.NOT_QUIET),
                    "named",
                    "'/%d/'".formatted(i));
        }
    }

    /** What comes before the sync of a row whose new columns were named. */
    String completion(Function<List<SyncLink.Target>, String> assign) {
        if (!arePossible()) {
            return "";
        }
        var body = new StringBuilder();
        for (var i = 0; i < link.news().size(); i++) {
            var target = link.news().get(i);
            body.append("IF %s AND strpos(concat(current_setting(%s, true)), '/%d/') = 0 THEN\n%s\nEND IF;\n"
                    .formatted(
                            isNull("NEW", target),
                            setting(),
                            i,
                            assign.apply(List.of(target)).indent(2).stripTrailing()));
        }
        body.append("PERFORM set_config(%s, '', true);\n".formatted(setting()));
        return "IF TG_NARGS = 0 AND %s THEN\n%sEND IF;\n"
                .formatted(unfilled(), body.toString().indent(2));
    }

    private String unfilled() {
        return link.news().stream().map(target -> isNull("OLD", target)).collect(joining(" AND "));
    }

    private static String isNull(String row, SyncLink.Target target) {
        return Difference.isNull(target.column(), row + "." + Quoted.name(target.name()));
    }

    private String setting() {
        return "'bellows.null_%s'".formatted(triggers.watchName());
    }
}
