package dev.bellows.mysql.plan;

/** Whether two values are the same to the byte: {@code =} goes by the collation, and calls A and a equal (decision 13). */
final class Same {
    private Same() {}

    /** A condition that is never NULL. */
    static String condition(String left, String right, String columnType) {
        var type = ColumnType.of(columnType);
        if (type.name().equals("json")) {
            return "CAST(%s AS CHAR) COLLATE utf8mb4_bin <=> CAST(%s AS CHAR) COLLATE utf8mb4_bin"
                    .formatted(left, right);
        }
        return type.isText()
                ? "CAST(%s AS BINARY) <=> CAST(%s AS BINARY)".formatted(left, right)
                : "%s <=> %s".formatted(left, right);
    }

    static String negated(String left, String right, String columnType) {
        return "NOT (%s)".formatted(condition(left, right, columnType));
    }
}
