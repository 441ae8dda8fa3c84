package dev.bellows.postgres.plan;

import dev.bellows.schema.TableName;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and literals as SQL text. A name is quoted only where PostgreSQL's quote_ident would quote it. */
final class Quoted {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Every keyword that is not unreserved, of PostgreSQL 13 to 18 (appendix C of its manual). */
    private static final Set<String> KEYWORDS = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both "
                            + "case cast char character check coalesce collate collation column concurrently constraint "
                            + "create cross current_catalog current_date current_role current_schema current_time "
                            + "current_timestamp current_user dec decimal default deferrable desc distinct do else end "
                            + "except exists extract false fetch float for foreign freeze from full grant greatest group "
                            + "grouping having ilike in initially inner inout int integer intersect interval into is "
                            + "isnull join json json_array json_arrayagg json_exists json_object json_objectagg "
                            + "json_query json_scalar json_serialize json_table json_value lateral leading least left "
                            + "like limit localtime localtimestamp merge_action national natural nchar none normalize "
                            + "not notnull null nullif numeric offset on only or order out outer overlaps overlay "
                            + "placing position precision primary real references returning right row select "
                            + "session_user setof similar smallint some substring symmetric system_user table "
                            + "tablesample then time timestamp to trailing treat trim true union unique user using "
                            + "values varchar variadic verbose when where window with xmlattributes xmlconcat "
                            + "xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable")
                    .split(" "));

    private Quoted() {}

    static String name(String name) {
        return PLAIN.matcher(name).matches() && !KEYWORDS.contains(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String names(Collection<String> names) {
        return names.stream().map(Quoted::name).collect(Collectors.joining(", "));
    }

    static String table(TableName table) {
        return name(table.schema()) + "." + name(table.name());
    }

    /** An object in the schema of a table, such as one of its indexes. */
    static String sibling(TableName table, String object) {
        return name(table.schema()) + "." + name(object);
    }

    /** A body in dollar quotes that do not occur in it: it has users' strings and names. */
    static String body(String text) {
        var tag = "$bellows$";
        while (text.contains(tag)) {
            tag = tag.substring(0, tag.length() - 1) + "_$";
        }
        return tag + text + tag;
    }

    /** For the template of the server's {@code format}, inside a string literal. */
    static String template(String text) {
        return text.replace("%", "%%").replace("'", "''");
    }

    static String literal(String text) {
        var quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }
}
