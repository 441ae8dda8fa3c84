package dev.bellows.mysql.plan;

import dev.bellows.migration.MigrationId;
import dev.bellows.migration.Sha256;
import dev.bellows.schema.TableName;
import java.util.HexFormat;

/**
 * Names for what Bellows adds beside the user's objects: within the 64 characters that the servers allow, and different
 * for each migration, table and place.
 */
record HiddenNames(MigrationId migration, TableName table) {
    /** How the name of each column and index of ours begins. */
    static final String OURS = "_bellows_";

    private static final int LIMIT = 64;

    /** The column that has the new shape until contract, and the old one after it. */
    String beside(String column) {
        return limited(OURS, column);
    }

    /** The index that stands in for one of the user's. */
    String standIn(String index) {
        return limited(OURS, index);
    }

    /** The mark of the n-th sync of the table: two hex digits, and eight that no other table and migration has. */
    String mark(int sync) {
        return "%02x".formatted(sync) + hash(migration + "|" + table + "|" + sync);
    }

    /** A trigger of ours; its schema is that of the table. */
    TableName trigger(String mark, String event) {
        return new TableName(table.schema(), "bellows_" + mark + "_" + event);
    }

    private String limited(String prefix, String name) {
        var whole = prefix + name;
        return whole.length() <= LIMIT ? whole : prefix + hash(table + "|" + name);
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.of(text), 0, 4);
    }
}
