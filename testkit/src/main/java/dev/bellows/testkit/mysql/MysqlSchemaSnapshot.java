package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.LineDifference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Everything in the dictionary about one database: its tables and views as the server would create them, columns with
 * their order, indexes, triggers with theirs, routines, events and grants. The name of the database is taken out, so
 * that two databases can be compared. Not in it are the table options that only the file system knows, statistics and
 * what belongs to the whole server.
 */
public record MysqlSchemaSnapshot(List<String> lines) {
    private static final Pattern COUNTER = Pattern.compile(" AUTO_INCREMENT=\\d+");

    /** By what a row is; the name of the database takes the place of {@code {db}}. */
    private static final Map<String, String> FACTS = new LinkedHashMap<>();

    static {
        FACTS.put("database", """
                SELECT default_character_set_name AS charset, default_collation_name AS collation
                FROM information_schema.schemata WHERE schema_name = {db}""");
        FACTS.put("table", """
                SELECT table_name AS name, table_type AS type, engine, row_format AS format, table_collation AS collation,
                    create_options AS options, table_comment AS comment
                FROM information_schema.tables WHERE table_schema = {db}""");
        FACTS.put("column", """
                SELECT table_name AS parent, column_name AS name, ordinal_position AS position, column_type AS type,
                    is_nullable AS nullable, column_default AS value, extra, character_set_name AS charset,
                    collation_name AS collation, generation_expression AS expression, column_comment AS comment
                FROM information_schema.columns WHERE table_schema = {db}""");
        FACTS.put("index", """
                SELECT table_name AS parent, index_name AS name, seq_in_index AS position, column_name AS part, sub_part AS length,
                    collation AS direction, non_unique AS several, index_type AS type, index_comment AS comment
                FROM information_schema.statistics WHERE table_schema = {db}""");
        FACTS.put("foreign key", """
                SELECT constraint_name AS name, table_name AS parent, referenced_table_name AS referenced,
                    unique_constraint_name AS with_key, update_rule AS on_update, delete_rule AS on_delete
                FROM information_schema.referential_constraints WHERE constraint_schema = {db}""");
        FACTS.put("trigger", """
                SELECT trigger_name AS name, event_object_table AS parent, action_timing AS timing, event_manipulation AS event,
                    action_order AS position, definer, sql_mode AS mode, character_set_client AS charset,
                    collation_connection AS collation, database_collation AS stored_with, action_statement AS body
                FROM information_schema.triggers WHERE trigger_schema = {db}""");
        FACTS.put("view", """
                SELECT table_name AS name, definer, security_type AS security, check_option AS checks,
                    character_set_client AS charset, collation_connection AS collation, view_definition AS body
                FROM information_schema.views WHERE table_schema = {db}""");
        FACTS.put("routine", """
                SELECT routine_name AS name, routine_type AS type, dtd_identifier AS returned, definer,
                    security_type AS security, sql_data_access AS access, is_deterministic AS same, sql_mode AS mode,
                    character_set_client AS charset, collation_connection AS collation, routine_comment AS comment,
                    routine_definition AS body
                FROM information_schema.routines WHERE routine_schema = {db}""");
        FACTS.put("parameter", """
                SELECT specific_name AS parent, routine_type AS type, ordinal_position AS position, parameter_mode AS mode,
                    parameter_name AS name, dtd_identifier AS dtd
                FROM information_schema.parameters WHERE specific_schema = {db}""");
        FACTS.put("event", """
                SELECT event_name AS name, definer, event_type AS type, execute_at AS at, interval_value AS every,
                    interval_field AS unit, starts, ends, status, on_completion AS after, sql_mode AS mode, time_zone AS zone,
                    event_comment AS comment, event_definition AS body
                FROM information_schema.events WHERE event_schema = {db}""");
        FACTS.put("grant on the database", """
                SELECT grantee, privilege_type AS privilege, is_grantable AS grantable
                FROM information_schema.schema_privileges WHERE table_schema = {db}""");
        FACTS.put("grant on a table", """
                SELECT table_name AS parent, grantee, privilege_type AS privilege, is_grantable AS grantable
                FROM information_schema.table_privileges WHERE table_schema = {db}""");
        FACTS.put("grant on a column", """
                SELECT table_name AS parent, column_name AS part, grantee, privilege_type AS privilege, is_grantable AS grantable
                FROM information_schema.column_privileges WHERE table_schema = {db}""");
        FACTS.put("grant on a routine", """
                SELECT routine_name AS name, routine_type AS type, user AS grantee, host, proc_priv AS privileges
                FROM mysql.procs_priv WHERE db = {db}""");
    }

    public MysqlSchemaSnapshot {
        lines = List.copyOf(lines);
    }

    /** Reads a database as the administrator, without the counters of AUTO_INCREMENT. */
    public static MysqlSchemaSnapshot of(MysqlDatabase database) throws SQLException {
        return of(database, Counters.HIDDEN);
    }

    /** Reads a database as the administrator; what changes meanwhile may be seen in part. */
    public static MysqlSchemaSnapshot of(MysqlDatabase database, Counters counters) throws SQLException {
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR)) {
            var lines = new ArrayList<String>();
            for (var facts : FACTS.entrySet()) {
                var query = facts.getValue().replace("{db}", Rows.literal(database.name()));
                for (var row : Rows.named(connection, query)) {
                    lines.add(facts.getKey() + ": " + neutral(database, row));
                }
            }
            for (var table : tables(connection, database)) {
                var created = created(connection, table, counters);
                lines.add("as created: %s: %s".formatted(table, neutral(database, created)));
            }
            Collections.sort(lines);
            return new MysqlSchemaSnapshot(lines);
        }
    }

    /** What is in only one of the two, {@code -} for this one, {@code +} for the other; empty when equal. */
    public List<String> diff(MysqlSchemaSnapshot other) {
        return LineDifference.between(lines, other.lines);
    }

    private static List<String> tables(Connection connection, MysqlDatabase database) throws SQLException {
        var query = "SELECT table_name FROM information_schema.tables WHERE table_schema = "
                + Rows.literal(database.name());
        return Rows.of(connection, query).stream().map(List::getFirst).toList();
    }

    private static String created(Connection connection, String table, Counters counters) throws SQLException {
        var created = Rows.of(connection, "SHOW CREATE TABLE " + Rows.identifier(table))
                .getFirst()
                .get(1);
        return counters == Counters.SHOWN ? created : COUNTER.matcher(created).replaceAll("");
    }

    private static String neutral(MysqlDatabase database, String text) {
        var name = database.name();
        return text.replace('\n', ' ')
                .replace("`" + name + "`", "`database`")
                .replace(MysqlUser.OWNER.account(name), "owner")
                .replace(MysqlUser.APP.account(name), "app");
    }
}
