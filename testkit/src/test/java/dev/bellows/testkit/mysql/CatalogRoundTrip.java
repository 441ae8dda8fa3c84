package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.mysql.plan.ColumnDefinition;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Index;
import dev.bellows.schema.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Puts a table together again from what was read of it, in another database, and compares. */
final class CatalogRoundTrip {
    private CatalogRoundTrip() {}

    static void check(CatalogFixture original, String name) throws SQLException {
        var created = original.created(name);
        var options = created.substring(created.lastIndexOf("\n) ") + 3);
        var copy = SharedMysqlServers.of(original.database().server().version()).createDatabase();
        copy.execute(
                "SET foreign_key_checks = 0",
                "CREATE TABLE %s.%s (%s) %s"
                        .formatted(
                                copy.name(),
                                Rows.identifier(name),
                                String.join(", ", parts(original.table(name))),
                                options));
        assertThat(lines(new CatalogFixture(copy).created(name))).containsExactlyElementsOf(lines(created));
        copy.drop();
    }

    private static List<String> parts(Table table) {
        var parts = new ArrayList<String>();
        table.columns()
                .forEach(column -> parts.add(Rows.identifier(column.name()) + " " + ColumnDefinition.of(column)));
        table.indexes().stream().map(Index::definition).forEach(parts::add);
        table.constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.CHECK || c.kind() == Constraint.Kind.FOREIGN_KEY)
                .map(c -> "CONSTRAINT %s %s".formatted(Rows.identifier(c.name()), c.definition()))
                .forEach(parts::add);
        return parts;
    }

    /** In any order: the order of keys is not part of a definition. */
    private static List<String> lines(String created) {
        return created.lines()
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .sorted()
                .toList();
    }
}
