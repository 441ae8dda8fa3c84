package dev.bellows.schema;

/** What a type change costs when the server does it in place. */
public enum TypeChangeCost {
    /** The new type is the old one. */
    NOTHING,
    /** Only the catalogue changes. */
    CATALOGUE_ONLY,
    /** The table or one of its indexes is written anew, or its rows are scanned, under an exclusive lock. */
    REWRITE
}
