package dev.bellows.mysql.catalog;

import dev.bellows.schema.Column.Volatility;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How volatile an expression is, by the functions that it names: neither server tells. What is in no list gives the same
 * for the same arguments (MySQL manual, "Function Determinism"; MariaDB, "Stored Function Limitations").
 */
final class FunctionNames {
    private static final Set<String> VOLATILE = Set.of(
            "uuid",
            "uuid_short",
            "uuid_v4",
            "uuid_v7",
            "sys_guid",
            "rand",
            "random_bytes",
            "sysdate",
            "sleep",
            "benchmark",
            "get_lock",
            "release_lock",
            "release_all_locks",
            "is_free_lock",
            "is_used_lock",
            "last_insert_id",
            "row_count",
            "found_rows",
            "load_file",
            "nextval",
            "lastval",
            "setval",
            "next value for",
            "previous value for");
    private static final Set<String> STABLE = Set.of(
            "now",
            "current_timestamp",
            "current_date",
            "current_time",
            "curdate",
            "curtime",
            "localtime",
            "localtimestamp",
            "utc_date",
            "utc_time",
            "utc_timestamp",
            "unix_timestamp",
            "from_unixtime",
            "convert_tz",
            "user",
            "current_user",
            "session_user",
            "system_user",
            "current_role",
            "database",
            "schema",
            "version",
            "connection_id");
    /** These need no parentheses. */
    private static final Set<String> BARE = Set.of(
            "current_timestamp",
            "current_date",
            "current_time",
            "localtime",
            "localtimestamp",
            "utc_date",
            "utc_time",
            "utc_timestamp",
            "current_user",
            "current_role");

    private static final Pattern QUOTED =
            Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"\\\\]|\\\\.|\"\")*\"|`(?:[^`]|``)*`", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile(
            "(?<![\\w$.@])(next\\s+value\\s+for|previous\\s+value\\s+for|[a-z_][\\w$]*)(\\s*\\()?",
            Pattern.CASE_INSENSITIVE);

    private FunctionNames() {}

    static Volatility volatility(String sql) {
        var called = called(sql);
        if (called.stream().anyMatch(VOLATILE::contains)) {
            return Volatility.VOLATILE;
        }
        return called.stream().anyMatch(STABLE::contains) ? Volatility.STABLE : Volatility.IMMUTABLE;
    }

    /** In lower case, among them words that only look like a function. */
    static List<String> called(String sql) {
        var names = new ArrayList<String>();
        var call = CALL.matcher(QUOTED.matcher(sql).replaceAll("''"));
        while (call.find()) {
            var name = call.group(1).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            if (call.group(2) != null || BARE.contains(name) || name.indexOf(' ') > 0) {
                names.add(name);
            }
        }
        return names;
    }
}
