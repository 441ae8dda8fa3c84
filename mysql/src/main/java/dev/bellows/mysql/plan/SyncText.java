package dev.bellows.mysql.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import java.util.Collection;
import java.util.List;

/**
 * The pieces of which the bodies of triggers are made.
 *
 * @param writers the table that notes who writes, as SQL
 */
record SyncText(PlanContext context, String writers) {
    private static final String NEW = "NEW";

    static String ofNew(String column) {
        return NEW + "." + Quoted.name(column);
    }

    static String ofOld(String column) {
        return "OLD." + Quoted.name(column);
    }

    /**
     * Notes that a session writes, at most once a second: a row of its own for each session, so that nobody waits for
     * anybody. What was noted is remembered in a variable of the session, and never looked up: a read in a trigger that also
     * writes the table locks the gap behind the last row, and sessions that then insert are each other's deadlock (measured
     * on MySQL 9.7: 3 statements failed in 48 paths). The price: who is rolled back, writes again within a second and never
     * after that is not seen.
     */
    String note(String watch) {
        return """
                IF @bellows_%2$s IS NULL OR @bellows_%2$s < NOW(6) - INTERVAL 1 SECOND THEN
                  INSERT INTO %1$s (watch, user_name, session) VALUES ('%2$s', USER(), CONNECTION_ID());
                  SET @bellows_%2$s = NOW(6);
                END IF;""".formatted(writers, watch);
    }

    /** Sets a column; what cannot be converted is noted, and must not fail the statement of the application. */
    String set(SyncTarget target, String unconverted) {
        var assignment = "SET %s = %s;".formatted(ofNew(target.name()), context.over(NEW, target.value()));
        if (target.value().safety() == CheckedExpression.Safety.TOTAL) {
            return assignment;
        }
        return """
                BEGIN
                  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN
                %s
                    SET %s = %s;
                  END;
                  %s
                END;""".formatted(indented(indented(note(unconverted))), ofNew(target.name()), target.nothing(), assignment);
    }

    /** Whether an UPDATE changes any of these columns, to the byte. */
    String changed(Collection<Column> columns) {
        if (columns.isEmpty()) {
            return "FALSE";
        }
        return columns.stream()
                .map(c -> Same.negated(ofNew(c.name()), ofOld(c.name()), c.type()))
                .collect(joining(" OR ", "(", ")"));
    }

    static String when(String condition, List<String> then) {
        return "IF %s THEN%n%s%nEND IF;".formatted(condition, indented(String.join("\n", then)));
    }

    static String indented(String text) {
        return text.lines().map(line -> "  " + line).collect(joining("\n"));
    }
}
