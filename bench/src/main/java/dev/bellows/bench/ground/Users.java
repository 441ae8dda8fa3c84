package dev.bellows.bench.ground;

/** The table of the benchmarks: a primary key and no other index, so that nothing hides what is measured. */
public final class Users {
    private Users() {}

    /** The columns that an application sends with a new row. */
    public static final String COLUMNS = "id, handle, name, score, email";

    public static String create(String table) {
        return """
                CREATE TABLE %s (
                  id bigint PRIMARY KEY,
                  handle text NOT NULL,
                  name text NOT NULL,
                  score integer NOT NULL DEFAULT 0,
                  email text,
                  touched integer NOT NULL DEFAULT 0)""".formatted(table);
    }

    /** One INSERT of the rows {@code from} to {@code upto}. */
    public static String insert(String table, long from, long upto) {
        return """
                INSERT INTO %s (%s)
                  SELECT i, 'u' || i, 'first' || i || ' last' || i, i %% 1000, 'e' || i
                  FROM generate_series(%d::bigint, %d) AS i""".formatted(table, COLUMNS, from, upto);
    }
}
