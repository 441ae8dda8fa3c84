package dev.bellows.migration;

import java.util.HexFormat;

/**
 * A migration file as it was read.
 *
 * @param id from the file name
 * @param text the whole file
 */
public record MigrationFile(MigrationId id, String text) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Some editors begin a file with a byte order mark, which clients of PostgreSQL skip. */
    public MigrationFile {
        text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** From a file name with or without folders; the folders and {@code .sql} do not count. */
    public static MigrationFile named(String fileName, String text) {
        var bare = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        var id = bare.endsWith(".sql") ? bare.substring(0, bare.length() - ".sql".length()) : bare;
        return new MigrationFile(new MigrationId(id), text);
    }

    /** SHA-256 of the text with line ends as LF, in hex: a checkout on another system is the same file. */
    public String checksum() {
        return HexFormat.of().formatHex(Sha256.of(text.replace("\r\n", "\n")));
    }
}
