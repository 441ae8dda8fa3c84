package dev.bellows.bench.sync;

import dev.bellows.bench.ground.Users;
import dev.bellows.migration.MigrationFile;

/** A change of the table, and how it is done without Bellows. */
public enum Shape {
    RENAME(
            "rename",
            "ALTER TABLE %s RENAME COLUMN name TO full_name;\n",
            new Columns("full_name text", "full_name = name"),
            new PeerTriggers.Sync("NEW.full_name := name;", "NEW.name := full_name;"),
            "name = reverse(name)"),
    SPLIT(
            "split",
            """
            --! down %1$s.name = first_name || ' ' || last_name
            ALTER TABLE %1$s ADD COLUMN first_name text, ADD COLUMN last_name text;
            UPDATE %1$s SET first_name = split_part(name, ' ', 1), last_name = split_part(name, ' ', 2);
            ALTER TABLE %1$s DROP COLUMN name;
            """,
            new Columns(
                    "first_name text, ADD COLUMN last_name text",
                    "first_name = split_part(name, ' ', 1), last_name = split_part(name, ' ', 2)"),
            new PeerTriggers.Sync(
                    "NEW.first_name := split_part(name, ' ', 1); NEW.last_name := split_part(name, ' ', 2);",
                    "NEW.name := first_name || ' ' || last_name;"),
            "name = reverse(name)"),
    RETYPE(
            "retype",
            "ALTER TABLE %s ALTER COLUMN score TYPE bigint;\n",
            new Columns("new_score bigint", "new_score = score"),
            new PeerTriggers.Sync("NEW.new_score := score::bigint;", "NEW.score := new_score::integer;"),
            "score = score + 1");

    /** The columns of the new shape, as ADD COLUMN and as SET have them. */
    private record Columns(String added, String up) {}

    private final String key;
    private final String migration;
    private final Columns columns;
    private final PeerTriggers.Sync peer;
    private final String change;

    Shape(String key, String migration, Columns columns, PeerTriggers.Sync peer, String change) {
        this.key = key;
        this.migration = migration;
        this.columns = columns;
        this.peer = peer;
        this.change = change;
    }

    String key() {
        return key;
    }

    MigrationFile file(String table) {
        return MigrationFile.named("V1__" + key + ".sql", migration.formatted(table));
    }

    /** Adds the columns of the new shape and fills them. */
    String[] addFilled(String table) {
        return new String[] {
            "ALTER TABLE %s ADD COLUMN %s".formatted(table, columns.added()),
            "UPDATE %s SET %s".formatted(table, columns.up())
        };
    }

    PeerTriggers peer(String table) {
        return new PeerTriggers(table, peer);
    }

    /** What is measured; {@code rows} are in the table. */
    String statement(Operation operation, String table, long rows) {
        return switch (operation) {
            case UPDATE_OLD -> "UPDATE %s SET %s".formatted(table, change);
            case UPDATE_UNRELATED -> "UPDATE %s SET touched = touched + 1".formatted(table);
            case INSERT -> Users.insert(table, rows + 1, rows + Operation.inserted(rows));
        };
    }
}
