package dev.bellows.testkit.scenario.mysql;

import dev.bellows.testkit.scenario.Case;
import java.util.List;

final class MysqlSakilaCases {
    private MysqlSakilaCases() {}

    static List<Case> all() {
        return List.of();
    }
}
