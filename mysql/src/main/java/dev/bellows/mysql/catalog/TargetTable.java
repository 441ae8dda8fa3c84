package dev.bellows.mysql.catalog;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.TableName;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** An empty temporary table with one column of the type that a value is for. */
final class TargetTable {
    private static final String NAME = "_bellows_target";
    private static final String COLUMN = "c";

    private final Session session;
    private final Shape shape;
    private final String name;

    TargetTable(Session session, Shape shape) {
        this.session = session;
        this.shape = shape;
        this.name = Quoted.table(new TableName(shape.table().schema(), NAME));
    }

    /**
     * What the server makes of a type.
     *
     * @param type as the server writes it, without the character set
     * @param collation empty where the type has none
     */
    record Seen(String type, String collation) {
        /** The character set, which the name of a collation begins with. */
        String characterSet() {
            return collation.contains("_") ? collation.substring(0, collation.indexOf('_')) : collation;
        }
    }

    void make(Shape.Member column) throws SQLException {
        drop();
        session.run("CREATE TEMPORARY TABLE %s (%s) COLLATE = %s"
                .formatted(name, column.definition(COLUMN, "NULL"), shape.collation()));
    }

    Seen seen() throws SQLException {
        return session.ask("SHOW FULL COLUMNS FROM " + name, rows -> {
            rows.next();
            var collation = rows.getString("Collation");
            return new Seen(rows.getString("Type"), collation == null ? "" : collation);
        });
    }

    /** Prepares the assignment for no row: names, functions, collations and what else shows without a value. */
    void assign(String sql) throws SQLException {
        session.run("INSERT INTO %s (%s) SELECT (%s) FROM %s".formatted(name, COLUMN, sql, shape.from()));
    }

    /** Assigns one value, which no row is needed for. */
    void assignOnce(String sql) throws SQLException {
        session.run("INSERT INTO %s (%s) VALUES ((%s))".formatted(name, COLUMN, sql));
    }

    Values values() throws SQLException {
        return session.ask("SELECT %s FROM %s LIMIT 0".formatted(COLUMN, name), rows -> Values.of(rows.getMetaData()));
    }

    void drop() throws SQLException {
        session.run("DROP TEMPORARY TABLE IF EXISTS " + name);
    }

    /**
     * The values that an expression can have, or a column can take.
     *
     * @param type of java.sql.Types
     * @param precision digits, or characters
     * @param width characters as text
     */
    record Values(int type, int precision, int scale, Sign sign, int width) {
        /** Whether there are negative ones. */
        enum Sign {
            SIGNED,
            UNSIGNED
        }

        static Values of(ResultSetMetaData facts) throws SQLException {
            return new Values(
                    facts.getColumnType(1),
                    facts.getPrecision(1),
                    facts.getScale(1),
                    facts.isSigned(1) ? Sign.SIGNED : Sign.UNSIGNED,
                    facts.getColumnDisplaySize(1));
        }
    }
}
