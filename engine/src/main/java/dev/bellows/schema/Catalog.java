package dev.bellows.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was read from the live server for one migration: the tables it names, and what the server said about its
 * expressions. A snapshot; the executor asks again before it acts.
 *
 * @param server which server it is
 * @param tables the tables that exist, of those the migration names
 * @param relations names in use in the schemas of those tables (tables, indexes, sequences, views)
 * @param expressions each checked expression by its key
 * @param rewrites the type changes that the server can do without rewriting, by key, as the server judged them
 * @param alterations how the server would carry out each ALTER TABLE that it was asked about
 */
public record Catalog(
        Server server,
        SortedMap<TableName, Table> tables,
        SortedSet<TableName> relations,
        SortedMap<ExpressionKey, CheckedExpression> expressions,
        SortedMap<TypeChange, TypeChangeCost> rewrites,
        SortedMap<Alteration, AlterationCost> alterations) {

    public Catalog {
        tables = new TreeMap<>(tables);
        relations = new TreeSet<>(relations);
        expressions = new TreeMap<>(expressions);
        rewrites = new TreeMap<>(rewrites);
        alterations = new TreeMap<>(alterations);
    }

    /**
     * The server.
     *
     * @param product for messages, such as {@code PostgreSQL}
     * @param major the major version
     * @param version the full version text
     * @param abilities what the migration's role is allowed to do beyond its tables
     */
    public record Server(String product, int major, String version, List<Ability> abilities) {
        public Server {
            abilities = List.copyOf(abilities);
        }
    }

    /** Things that not every role may do and a plan depends on. */
    public enum Ability {
        /** The session may switch users' triggers off for itself (PostgreSQL: session_replication_role). */
        SILENCE_TRIGGERS
    }

    public Optional<Table> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** The table that an index belongs to; an index is always in the schema of its table. */
    public Optional<Table> tableOfIndex(TableName index) {
        return tables.values().stream()
                .filter(table -> table.name().schema().equals(index.schema()))
                .filter(table -> table.indexes().stream().anyMatch(i -> i.name().equals(index.name())))
                .findFirst();
    }

    public Optional<CheckedExpression> expression(ExpressionKey key) {
        return Optional.ofNullable(expressions.get(key));
    }

    /** Tables by name, as an unmodifiable view. */
    public Map<TableName, Table> byName() {
        return java.util.Collections.unmodifiableMap(tables);
    }
}
