package dev.bellows.mysql.grammar;

/** The two servers that share most of a language. */
public enum Flavour {
    MYSQL,
    MARIADB
}
