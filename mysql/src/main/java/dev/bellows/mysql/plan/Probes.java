package dev.bellows.mysql.plan;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.Probe;
import dev.bellows.plan.SqlStatement;
import dev.bellows.schema.Column;
import dev.bellows.schema.TableName;
import java.util.Locale;

/** Questions to the catalogue that tell whether a statement happened: DDL does not commit with its journal row here. */
final class Probes {
    private Probes() {}

    static Probe table(TableName table) {
        return found("tables WHERE table_schema = %s AND table_name = %s"
                .formatted(Quoted.literal(table.schema()), Quoted.literal(table.name())));
    }

    static Probe column(TableName table, String column) {
        return found("columns WHERE " + is(table, column));
    }

    /** A column that carries our comment: which of two names it has tells whether they have traded places. */
    static Probe marked(TableName table, String column, String comment) {
        return found("columns WHERE %s AND column_comment = %s".formatted(is(table, column), Quoted.literal(comment)));
    }

    /** A column as a definition leaves it. The default is compared without what each server prints differently. */
    static Probe defined(TableName table, Column column) {
        var plain = "LOWER(REGEXP_REPLACE(column_default, '[\\\\x27\\\\x28\\\\x29 ]', ''))";
        var value = column.defaultValue()
                .map(d -> Quoted.literal(d.sql().toLowerCase(Locale.ROOT).replaceAll("['() ]", "")))
                .orElse("NULL");
        var comment = column.traits().comment().orElse("");
        return found(
                "columns WHERE %s AND is_nullable = '%s' AND column_comment = %s AND NULLIF(%s, 'null') <=> %s AND %s"
                        .formatted(
                                is(table, column.name()),
                                column.isNotNull() ? "NO" : "YES",
                                Quoted.literal(comment),
                                plain,
                                value,
                                ofType(column)));
    }

    /** Without the width that MariaDB shows of integers, which a file does not say. */
    private static String ofType(Column column) {
        var type = ColumnType.of(column.type());
        var written = type.name() + (type.arguments().isEmpty() ? "" : "(" + type.arguments() + ")");
        var name = switch (type.name()) {
            case "integer" -> "int";
            case "numeric", "dec", "fixed" -> "decimal";
            case "bool", "boolean" -> "tinyint";
            case "character" -> "char";
            case "real" -> "double";
            default -> type.name();
        };
        return type.arguments().isEmpty()
                ? "data_type = " + Quoted.literal(name)
                : "REPLACE(LOWER(column_type), ' ', '') LIKE " + Quoted.literal(written.replace(" ", "") + "%");
    }

    static Probe index(TableName table, String index) {
        return found("statistics WHERE table_schema = %s AND table_name = %s AND index_name = %s"
                .formatted(Quoted.literal(table.schema()), Quoted.literal(table.name()), Quoted.literal(index)));
    }

    static Probe trigger(TableName trigger) {
        return found("triggers WHERE trigger_schema = %s AND trigger_name = %s"
                .formatted(Quoted.literal(trigger.schema()), Quoted.literal(trigger.name())));
    }

    /** The opposite answer. */
    static Probe not(Probe probe) {
        return new Probe(new SqlStatement(
                probe.query().text().contains(FOUND)
                        ? probe.query().text().replace(FOUND, GONE)
                        : probe.query().text().replace(GONE, FOUND)));
    }

    private static final String FOUND = "SELECT IF(COUNT(*) > 0, 'done', 'absent')";
    private static final String GONE = "SELECT IF(COUNT(*) = 0, 'done', 'absent')";

    private static Probe found(String where) {
        return new Probe(new SqlStatement(FOUND + " FROM information_schema." + where));
    }

    private static String is(TableName table, String column) {
        return "table_schema = %s AND table_name = %s AND column_name = %s"
                .formatted(Quoted.literal(table.schema()), Quoted.literal(table.name()), Quoted.literal(column));
    }
}
