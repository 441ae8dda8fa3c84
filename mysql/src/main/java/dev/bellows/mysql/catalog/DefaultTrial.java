package dev.bellows.mysql.catalog;

import dev.bellows.mysql.catalog.ExpressionTrial.Answer;
import dev.bellows.mysql.catalog.ExpressionTrial.Question;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.CheckedExpression.Safety;
import dev.bellows.schema.Column.Volatility;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Lets the server judge the default of a column by making an empty temporary table with it. */
record DefaultTrial(Session session) {

    /** With the default in the text that the server itself keeps of it; ON UPDATE, written behind it, is not part of it. */
    Answer ask(Question question) throws SQLException {
        var shape = question.row();
        var name = shape.temporaryName();
        try {
            session.run("DROP TEMPORARY TABLE IF EXISTS " + name);
            session.run(shape.temporaryTable(Optional.of(question.target()), question.sql()));
            return new Answer.Accepted(checked(question));
        } catch (SQLException e) {
            if (!Session.isRefusal(e)) {
                throw e;
            }
            return new Answer.Refused(ExpressionTrial.refusal(question, e));
        } finally {
            session.run("DROP TEMPORARY TABLE IF EXISTS " + name);
        }
    }

    private CheckedExpression checked(Question question) throws SQLException {
        var name = question.row().temporaryName();
        var created = CreateTable.of(session.ask("SHOW CREATE TABLE " + name, rows -> {
            rows.next();
            return rows.getString(2);
        }));
        var kept = created.columns().stream()
                .filter(column -> question.target().is(column.name()))
                .findFirst()
                .flatMap(column -> column.defaultValue());
        if (kept.isEmpty()) {
            return new CheckedExpression("NULL", List.of(), Volatility.IMMUTABLE, Safety.TOTAL);
        }
        var columns = Words.of(kept.get().sql()).names().stream()
                .filter(one -> question.row().column(one).isPresent())
                .distinct()
                .sorted()
                .toList();
        var volatility = kept.get().volatility();
        var isEvaluated = columns.isEmpty() && volatility != Volatility.VOLATILE;
        if (isEvaluated) {
            session.run("INSERT INTO %s () VALUES ()".formatted(name));
        }
        return new CheckedExpression(
                kept.get().sql(), columns, volatility, isEvaluated ? Safety.TOTAL : Safety.MAY_FAIL);
    }
}
