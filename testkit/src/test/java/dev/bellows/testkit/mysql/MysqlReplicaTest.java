package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MysqlReplicaTest {
    @ParameterizedTest
    @MethodSource("dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild")
    void follows_lags_and_catches_up(MysqlVersion version) throws SQLException {
        MysqlServerTest.assumeHere(version);
        try (var source = MysqlServer.start(version)) {
            var database = source.createDatabase();
            database.execute("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            try (var replica = source.replica()) {
                var there = replica.database(database);
                assertThat(MysqlDataSnapshot.of(there).tables()).containsEntry("t", List.of("id='1'"));
                replica.pause();
                database.execute("INSERT INTO t VALUES (2)");
                assertThat(MysqlDataSnapshot.of(there).tables()).containsEntry("t", List.of("id='1'"));
                replica.resume();
                replica.awaitCaughtUp();
                assertThat(MysqlDataSnapshot.of(there)).isEqualTo(MysqlDataSnapshot.of(database));
            }
        }
    }
}
