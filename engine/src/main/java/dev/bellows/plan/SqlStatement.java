package dev.bellows.plan;

/** One SQL statement, complete, without a semicolon at its end. */
public record SqlStatement(String text) {
    public SqlStatement {
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank statement");
        }
    }
}
