package dev.bellows.mysql.store;

import dev.bellows.mysql.sql.Quoted;

/**
 * The database in which Bellows keeps what it knows of a target.
 *
 * @param target the name of the database whose tables are migrated
 */
public record StateDatabase(String target) {
    private static final String PREFIX = "bellows_";
    private static final int LONGEST = 64 - PREFIX.length(); // a name has 64 characters on both servers

    public StateDatabase {
        if (target.isBlank()) {
            throw new IllegalArgumentException(
                    "no database is named in the address; Bellows migrates the tables of one");
        }
        if (target.codePointCount(0, target.length()) > LONGEST) {
            throw new IllegalArgumentException(
                    "the name of the database %s is longer than %d characters; there is no name left for the database %s..."
                                    .formatted(target, LONGEST, PREFIX)
                            + " in which Bellows keeps its journal");
        }
    }

    /** Its name, not quoted. */
    public String name() {
        return PREFIX + target;
    }

    /** Its name as SQL. */
    public String quoted() {
        return Quoted.name(name());
    }

    /** One of its tables as SQL. */
    public String table(String name) {
        return quoted() + "." + name;
    }

    /** The table in which sync triggers note who writes through the old shape, as SQL. */
    public String writer() {
        return table("writer");
    }
}
