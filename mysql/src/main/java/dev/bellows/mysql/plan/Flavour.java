package dev.bellows.mysql.plan;

import dev.bellows.schema.Catalog;

/** What differs between the servers and versions, as far as no server can be asked about it. */
record Flavour(String product, int major, int minor, int patch) {

    static Flavour of(Catalog.Server server) {
        var numbers = server.version().split("[^0-9]+");
        return new Flavour(server.product(), number(numbers, 0), number(numbers, 1), number(numbers, 2));
    }

    private static int number(String[] numbers, int index) {
        return index < numbers.length && !numbers[index].isEmpty() ? Integer.parseInt(numbers[index]) : 0;
    }

    /** Columns that only code sees which names them: MariaDB 10.3, MySQL 8.0.23. */
    boolean hidesColumns() {
        return isMariadb() || major > 8 || (major == 8 && (minor > 0 || patch >= 23));
    }

    boolean isMariadb() {
        return product.equals("MariaDB");
    }
}
