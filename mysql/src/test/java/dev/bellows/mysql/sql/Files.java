package dev.bellows.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.migration.Migration;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Parsed;
import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.mysql.grammar.MysqlGrammar;
import dev.bellows.schema.TableName;
import java.util.List;

/** Files as the front ends of both flavours read them; unqualified names mean the database {@code shop}. */
final class Files {
    static final TableName T = new TableName("shop", "t");

    private Files() {}

    static MysqlFrontEnd frontEnd(Flavour flavour) {
        return new MysqlFrontEnd(MysqlGrammar.of(flavour, flavour == Flavour.MYSQL ? 90_704 : 110_405), "shop");
    }

    static Parsed parsed(Flavour flavour, String sql) {
        return frontEnd(flavour).parse(MigrationFile.named("V1__x.sql", sql));
    }

    static Migration migration(Flavour flavour, String sql) {
        var parsed = parsed(flavour, sql);
        assertThat(parsed).as(flavour + ": " + sql).isInstanceOf(Parsed.Understood.class);
        return ((Parsed.Understood) parsed).migration();
    }

    static List<Operation> operations(Flavour flavour, String sql) {
        return migration(flavour, sql).operations();
    }

    /** Code and place of each problem, as {@code code 1:2}. */
    static List<String> refused(Flavour flavour, String sql) {
        return problems(flavour, sql).stream()
                .map(problem -> problem.code() + " " + problem.position().orElseThrow())
                .toList();
    }

    static List<Problem> problems(Flavour flavour, String sql) {
        var parsed = parsed(flavour, sql);
        assertThat(parsed).as(flavour + ": " + sql).isInstanceOf(Parsed.Refused.class);
        return ((Parsed.Refused) parsed).problems();
    }

    static SourcePosition at(int line, int column) {
        return new SourcePosition(line, column);
    }
}
