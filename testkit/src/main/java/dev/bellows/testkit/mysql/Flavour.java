package dev.bellows.testkit.mysql;

/** Whose server it is. */
public enum Flavour {
    MYSQL("mysqld"),
    MARIADB("mariadbd");

    private final String daemon;

    Flavour(String daemon) {
        this.daemon = daemon;
    }

    String daemon() {
        return daemon;
    }
}
