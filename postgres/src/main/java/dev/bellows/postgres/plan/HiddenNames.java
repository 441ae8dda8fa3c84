package dev.bellows.postgres.plan;

import dev.bellows.migration.MigrationId;
import dev.bellows.migration.Sha256;
import dev.bellows.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Names for what Bellows adds beside the user's objects: short enough for PostgreSQL's 63 bytes whatever the user's
 * names are, and different for each migration, table and place, because a truncated name that meets another one loses
 * writes silently (pgroll study 1.2).
 */
record HiddenNames(MigrationId migration, TableName table) {
    /** How the name of each column, index and constraint of ours begins. */
    static final String OURS = "_bellows_";

    private static final int LIMIT = 63;

    /** The column that holds the new shape until contract. */
    String incoming(String column) {
        return limited(OURS + "new_", column);
    }

    /** The column that holds the old shape after contract. */
    String outgoing(String column) {
        return limited(OURS + "old_", column);
    }

    /**
     * The mark of the n-th sync of the table, part of the names of its triggers and functions: two hex digits, so that
     * triggers fire in the order of the syncs, and eight that no other table and migration has.
     */
    String mark(int sync) {
        return "%02x".formatted(sync) + hash(migration + "|" + table + "|" + sync);
    }

    /** The mark of what fires after every sync of the table. */
    String lastMark() {
        return "zz" + hash(migration + "|" + table);
    }

    /** Eight hex digits that no other index has. */
    String seed(String index) {
        return hash(migration + "|" + table + "|" + index);
    }

    /** An index or constraint of ours that stands in for one of the user's. */
    String standIn(String object) {
        return limited(OURS + "new_", object);
    }

    /** An index that has the new names of columns until contract, beside one of the user's. */
    String renamed(String index) {
        return limited("_bellows_name_", index);
    }

    /** The name under which one of the user's indexes or constraints is kept after contract. */
    String kept(String object) {
        return limited(OURS + "old_", object);
    }

    /** The check that stands for NOT NULL until it is validated. */
    String notNullCheck(String column) {
        return limited(OURS + "nn_", column);
    }

    /** The column that remembers which rows held NULL. */
    String nullMark(String column) {
        return limited(OURS + "null_", column);
    }

    private String limited(String prefix, String name) {
        var whole = prefix + name;
        return whole.getBytes(StandardCharsets.UTF_8).length <= LIMIT ? whole : prefix + hash(table + "|" + name);
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.of(text), 0, 4);
    }
}
