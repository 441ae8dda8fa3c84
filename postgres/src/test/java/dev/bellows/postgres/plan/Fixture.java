package dev.bellows.postgres.plan;

import dev.bellows.schema.Catalog;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import dev.bellows.schema.Column.ColumnKind;
import dev.bellows.schema.Column.ColumnTraits;
import dev.bellows.schema.Column.Nullability;
import dev.bellows.schema.Column.Volatility;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Dependent;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.ExpressionKey.Direction;
import dev.bellows.schema.Index;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import dev.bellows.schema.Trigger;
import dev.bellows.schema.TypeChange;
import dev.bellows.schema.TypeChangeCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A catalogue made by hand: the table public.users as a planner sees it. */
final class Fixture {
    private static final TableName USERS = new TableName("public", "users");

    private final List<Column> columns = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();
    private final List<Dependent> dependents = new ArrayList<>();
    private final TreeMap<ExpressionKey, CheckedExpression> expressions = new TreeMap<>();
    private final TreeMap<TypeChange, TypeChangeCost> rewrites = new TreeMap<>();
    private List<Catalog.Ability> abilities = List.of(Catalog.Ability.SILENCE_TRIGGERS);

    static Fixture users() {
        var fixture = new Fixture();
        fixture.column("id", "bigint", Nullability.NOT_NULL);
        fixture.constraints.add(new Constraint(
                "users_pkey",
                Constraint.Kind.PRIMARY_KEY,
                List.of("id"),
                "PRIMARY KEY (id)",
                Optional.empty(),
                Index.Validity.VALID,
                Optional.empty()));
        fixture.index("users_pkey", "id", Index.Uniqueness.UNIQUE, "users_pkey");
        return fixture;
    }

    Fixture column(String name, String type, Nullability nullability) {
        return column(name, type, nullability, null, Volatility.IMMUTABLE);
    }

    Fixture column(
            String name,
            String type,
            Nullability nullability,
            @org.jspecify.annotations.Nullable String value,
            Volatility volatility) {
        columns.add(new Column(
                name,
                type,
                Optional.empty(),
                nullability,
                Optional.ofNullable(value).map(sql -> new ColumnDefault(sql, volatility)),
                ColumnKind.PLAIN,
                ColumnTraits.NONE));
        return this;
    }

    Fixture index(
            String name,
            String column,
            Index.Uniqueness uniqueness,
            @org.jspecify.annotations.Nullable String constraint) {
        var unique = uniqueness == Index.Uniqueness.UNIQUE ? "UNIQUE " : "";
        indexes.add(new Index(
                name,
                "CREATE %sINDEX %s ON public.users USING btree (%s)".formatted(unique, name, column),
                List.of(column),
                new Index.Key(List.of(new Index.Part(column, typeOf(column))), Optional.empty(), Index.Nulls.DISTINCT),
                uniqueness,
                Optional.ofNullable(constraint),
                Optional.empty(),
                Index.Validity.VALID,
                Index.Traits.NONE));
        return this;
    }

    private String typeOf(String column) {
        return columns.stream()
                .filter(c -> c.name().equals(column))
                .map(Column::type)
                .findFirst()
                .orElse("text");
    }

    Fixture trigger(String name, String body, String... arguments) {
        triggers.add(
                new Trigger(name, "", Trigger.UpdateFiring.BEFORE_ROW, List.of(), List.of(), List.of(arguments), body));
        return this;
    }

    Fixture dependent(Dependent.Kind kind, String name, String column) {
        dependents.add(new Dependent(kind, name, column));
        return this;
    }

    Fixture up(String column, String sql, String... reads) {
        return expression(column, Direction.UP, sql, reads);
    }

    Fixture down(String column, String sql, String... reads) {
        return expression(column, Direction.DOWN, sql, reads);
    }

    Fixture rewrites(String column, String type, TypeChangeCost cost) {
        rewrites.put(new TypeChange(USERS, column, type), cost);
        return this;
    }

    Fixture cannotSilenceTriggers() {
        abilities = List.of();
        return this;
    }

    Fixture value(String column, String sql, Volatility volatility) {
        expressions.put(
                new ExpressionKey(USERS, column, Direction.DEFAULT),
                new CheckedExpression(sql, List.of(), volatility, CheckedExpression.Safety.TOTAL));
        return this;
    }

    private Fixture expression(String column, Direction direction, String sql, String... reads) {
        expressions.put(
                new ExpressionKey(USERS, column, direction),
                new CheckedExpression(sql, List.of(reads), Volatility.IMMUTABLE, CheckedExpression.Safety.TOTAL));
        return this;
    }

    Catalog catalog() {
        var table = new Table(
                USERS,
                Table.TableKind.ORDINARY,
                new Table.Size(1_000_000, 100_000_000),
                columns,
                indexes,
                constraints,
                triggers,
                dependents,
                List.of(),
                new Table.Traits(Table.Access.FULL, Optional.empty()));
        var tables = new TreeMap<TableName, Table>();
        tables.put(USERS, table);
        return new Catalog(
                new Catalog.Server("PostgreSQL", 18, "18.6", abilities),
                tables,
                new TreeSet<>(List.of(USERS)),
                expressions,
                rewrites,
                new TreeMap<>());
    }
}
