package dev.bellows.postgres.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.AddColumn;
import dev.bellows.migration.Operation.Place;
import dev.bellows.migration.Operation.Requirement;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the definition of a column, as ADD COLUMN and ALTER COLUMN TYPE have it. */
final class ColumnReader {
    private static final Set<String> SERIALS =
            Set.of("smallserial", "serial2", "serial", "serial4", "bigserial", "serial8");

    private final Context context;
    private final Tokens part;

    ColumnReader(Context context, Tokens part) {
        this.context = context;
        this.part = part;
    }

    Optional<Operation> addColumn(TableName table, Node definition) {
        var before = context.problems().list().size();
        var constraints = definition.nodes("constraints");
        refuseStorage(definition);
        constraints.forEach(this::refuse);
        var type = type(definition, part);
        if (type.isEmpty() || context.problems().list().size() > before) {
            return Optional.empty();
        }
        return Optional.of(new AddColumn(
                table,
                definition.text("colname"),
                type.get(),
                collation(definition, part),
                constraints.stream()
                        .filter(constraint -> isA(constraint, "CONSTR_DEFAULT"))
                        .findFirst()
                        .map(constraint -> afterKeyword(definition, part, constraint, "default")),
                constraints.stream().anyMatch(constraint -> isA(constraint, "CONSTR_NOTNULL"))
                        ? Requirement.REQUIRED
                        : Requirement.OPTIONAL,
                new Place.Last(),
                context.position(part.first())));
    }

    /** The type as written. */
    Optional<String> type(Node definition, Tokens within) {
        var type = definition.typed("typeName").orElseThrow();
        var text = piece(definition, within, type);
        var names = type.names("names");
        if (type.flag("setof") || type.flag("pct_type")) {
            context.unsupportedClause(
                    text.first(), "SETOF and %TYPE are not types of a column", "Name the type itself.");
        } else if (names.size() == 1 && SERIALS.contains(names.getFirst())) {
            context.unsupportedClause(
                    text.first(),
                    names.getFirst() + " is not a type but a type, a sequence and a default",
                    "Write integer or bigint, and set the default to nextval of a sequence of your own.");
        } else {
            return Optional.of(text.text());
        }
        return Optional.empty();
    }

    Optional<String> collation(Node definition, Tokens within) {
        return definition.typed("collClause").map(collation -> afterKeyword(definition, within, collation, "collate"));
    }

    private String afterKeyword(Node definition, Tokens within, Node clause, String keyword) {
        return piece(definition, within, clause).after(keyword).orElseThrow().text();
    }

    /** The tokens of a clause of the definition: from its location to that of the next clause. */
    private Tokens piece(Node definition, Tokens within, Node clause) {
        var start = clause.location().orElse(0);
        var next = clauses(definition).stream()
                .flatMapToInt(other -> other.location().stream())
                .filter(location -> location > start)
                .min();
        return within.between(context.at(start), next.isPresent() ? context.at(next.getAsInt()) : Integer.MAX_VALUE);
    }

    private static List<Node> clauses(Node definition) {
        var clauses = new ArrayList<>(definition.nodes("constraints"));
        definition.typed("collClause").ifPresent(clauses::add);
        return clauses;
    }

    private static boolean isA(Node constraint, String type) {
        return constraint.text("contype").equals(type);
    }

    private void refuseStorage(Node definition) {
        for (var field : List.of("storage_name", "compression", "fdwoptions")) {
            if (definition.has(field)) {
                context.unsupportedClause(
                        part.first(),
                        "STORAGE, COMPRESSION and OPTIONS cannot be given with a new column",
                        "Set them on their own, outside of Bellows.");
            }
        }
    }

    private void refuse(Node constraint) {
        var location = constraint.location().orElse(0);
        var type = constraint.text("contype");
        switch (type) {
            case "CONSTR_DEFAULT" -> constraint.node("raw_expr").ifPresent(context::checkExpression);
            case "CONSTR_NULL" -> {}
            case "CONSTR_NOTNULL" -> {
                if (constraint.has("conname") || constraint.flag("is_no_inherit")) {
                    clause(location, "a NOT NULL with a name or NO INHERIT", "Write NOT NULL alone.");
                }
            }
            case "CONSTR_CHECK" ->
                clause(location, "CHECK in a column definition", "Add it later, as a constraint of its own.");
            case "CONSTR_PRIMARY" ->
                clause(location, "PRIMARY KEY in a column definition", "Add the column and a unique index.");
            case "CONSTR_UNIQUE" ->
                clause(location, "UNIQUE in a column definition", "Write CREATE UNIQUE INDEX as another statement.");
            case "CONSTR_FOREIGN" ->
                clause(location, "REFERENCES in a column definition", "Add the foreign key later, NOT VALID first.");
            case "CONSTR_GENERATED" ->
                clause(location, "GENERATED (it rewrites the table)", "Add a plain column and an up expression.");
            case "CONSTR_IDENTITY" ->
                clause(location, "GENERATED AS IDENTITY (it rewrites the table)", "Add a plain column and a sequence.");
            default -> clause(location, "this constraint clause", "Remove it.");
        }
    }

    private void clause(int location, String what, String remedy) {
        context.refuse(location, "unsupported-clause", what + " is not supported", remedy);
    }
}
