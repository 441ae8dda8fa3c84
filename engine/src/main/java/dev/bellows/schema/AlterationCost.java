package dev.bellows.schema;

import java.util.Optional;

/**
 * How a server would carry out an alteration, as it said itself.
 *
 * @param algorithm the gentlest way that it knows, in the dialect's words
 * @param reason why it knows no gentler one, in the server's words, where there is a reason
 */
public record AlterationCost(String algorithm, Optional<String> reason) {}
