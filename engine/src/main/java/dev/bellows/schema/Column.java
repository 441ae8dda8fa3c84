package dev.bellows.schema;

import java.util.List;
import java.util.Optional;

/**
 * A column as the catalogue describes it.
 *
 * @param name unquoted
 * @param type the type with its modifiers as the server prints it, with schema where needed
 * @param collation the collation, qualified and quoted, where it is not the type's own
 * @param nullability whether NULL is accepted
 * @param defaultValue the default expression, if there is one (never that of a generated column)
 * @param kind plain, identity or generated
 * @param traits what else hangs on the column and must survive a copy
 */
public record Column(
        String name,
        String type,
        Optional<String> collation,
        Nullability nullability,
        Optional<ColumnDefault> defaultValue,
        ColumnKind kind,
        ColumnTraits traits) {

    /** Whether a column takes NULL. */
    public enum Nullability {
        NULLABLE,
        NOT_NULL
    }

    /** How the value of a column comes about. */
    public enum ColumnKind {
        PLAIN,
        IDENTITY_ALWAYS,
        IDENTITY_BY_DEFAULT,
        GENERATED
    }

    /** How far the result of an expression can differ between two calls, as PostgreSQL's provolatile has it. */
    public enum Volatility {
        IMMUTABLE,
        STABLE,
        VOLATILE
    }

    /** A default: its SQL with every name qualified, and how volatile it is. */
    public record ColumnDefault(String sql, Volatility volatility) {}

    /**
     * What a copy of the column must carry along.
     *
     * @param comment the comment, if any
     * @param statisticsTarget the statistics target where one is set
     * @param options attribute options such as {@code n_distinct=-1}
     * @param grants column privileges
     * @param ownedSequence the sequence that belongs to the column (serial or identity), quoted and qualified
     * @param domain what the type stands for, where it is a domain
     * @param origin whether a parent table has it too
     */
    public record ColumnTraits(
            Optional<String> comment,
            Optional<Integer> statisticsTarget,
            List<String> options,
            List<ColumnGrant> grants,
            Optional<String> ownedSequence,
            Optional<Domain> domain,
            Origin origin) {
        public static final ColumnTraits NONE = new ColumnTraits(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Origin.OWN);

        public ColumnTraits {
            options = List.copyOf(options);
            grants = List.copyOf(grants);
        }
    }

    /**
     * What a domain stands for.
     *
     * @param base the type below all domains, with its modifiers
     * @param collation the collation of the domain, where it is not that of the base
     */
    public record Domain(String base, Optional<String> collation) {}

    /** Whether a column comes from a parent table: of a partition, or by inheritance. */
    public enum Origin {
        OWN,
        INHERITED
    }

    /** A privilege on one column: {@code privilege} to {@code grantee} (quoted, or PUBLIC). */
    public record ColumnGrant(String privilege, String grantee, Grantable grantable) {}

    /** Whether a privilege came WITH GRANT OPTION. */
    public enum Grantable {
        YES,
        NO
    }

    public boolean isNotNull() {
        return nullability == Nullability.NOT_NULL;
    }
}
