package dev.bellows.cli;

import java.sql.SQLException;

/** Why there is no connection. */
final class MysqlTrouble {
    private MysqlTrouble() {}

    static SQLException explained(SQLException failure) {
        return failure;
    }
}
