package dev.bellows.bench.sync;

import static java.util.stream.Collectors.joining;

import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Triggers of the kind that a peer makes, written anew: one row trigger for each direction, whose function copies every
 * column into a local variable and tells by the session's search path which version of the application writes. A marker
 * column that the peer sets as well is left out, in its favour.
 */
record PeerTriggers(String table, Sync sync) {

    /**
     * Assignments over the bare names of the columns.
     *
     * @param up for what the old version writes
     * @param down for what the new version writes
     */
    record Sync(String up, String down) {}

    void create(PostgresDatabase database) throws SQLException {
        try (var connection = database.connection();
                var statement = connection.createStatement()) {
            var names = new ArrayList<String>();
            try (var columns = connection.getMetaData().getColumns(null, "public", table, null)) {
                while (columns.next()) {
                    names.add(columns.getString("COLUMN_NAME"));
                }
            }
            statement.execute(function("up", names, "<>", sync.up()));
            statement.execute(function("down", names, "=", sync.down()));
            statement.execute(trigger("up"));
            statement.execute(trigger("down"));
        }
    }

    private String function(String direction, List<String> columns, String comparison, String assignments) {
        var variables = columns.stream()
                .map(name -> "\"%1$s\" public.%2$s.\"%1$s\"%%TYPE := NEW.\"%1$s\";".formatted(name, table))
                .collect(joining("\n  "));
        return """
                CREATE FUNCTION peer_%s_%s() RETURNS trigger LANGUAGE plpgsql AS $peer$
                DECLARE
                  %s
                  path text;
                BEGIN
                  SELECT setting INTO path FROM current_setting('search_path') AS setting;
                  IF path %s 'public_v2' THEN
                    %s
                  END IF;
                  RETURN NEW;
                END $peer$""".formatted(table, direction, variables, comparison, assignments);
    }

    private String trigger(String direction) {
        return "CREATE TRIGGER peer_%1$s BEFORE INSERT OR UPDATE ON %2$s FOR EACH ROW EXECUTE FUNCTION peer_%2$s_%1$s()"
                .formatted(direction, table);
    }
}
