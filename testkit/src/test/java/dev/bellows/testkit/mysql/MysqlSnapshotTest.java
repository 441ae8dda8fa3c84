package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MysqlSnapshotTest {
    private static final String VERSIONS = "dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild";

    private static final String[] SCHEMA = {
        "CREATE TABLE users (id int AUTO_INCREMENT PRIMARY KEY, name varchar(20) COMMENT 'who', pic varbinary(9), f float)",
        "CREATE TABLE orders (id int PRIMARY KEY, user_id int, FOREIGN KEY (user_id) REFERENCES users (id))",
        "CREATE VIEW names AS SELECT id, name FROM users",
        "CREATE TRIGGER touch BEFORE INSERT ON users FOR EACH ROW SET NEW.name = upper(NEW.name)",
        "CREATE FUNCTION twice(x int) RETURNS int DETERMINISTIC RETURN 2 * x",
        "CREATE EVENT never ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DO SET @x = 1",
        "INSERT INTO users (name, pic, f) VALUES ('a', x'00ff', 1.23456789), (NULL, NULL, NULL), ('NULL', '', 0)"
    };

    private static final List<String> CHANGES = List.of(
            "ALTER TABLE users MODIFY name varchar(20) COMMENT 'what'",
            "ALTER TABLE users MODIFY name varchar(20) COMMENT 'who' AFTER f",
            "ALTER TABLE users ADD INDEX (name)",
            "ALTER TABLE users ADD COLUMN age int",
            "ALTER TABLE users COMMENT 'persons'",
            "ALTER TABLE orders DROP FOREIGN KEY orders_ibfk_1",
            "CREATE TABLE more (id int)",
            "ALTER VIEW names AS SELECT id FROM users",
            "DROP TRIGGER touch",
            "CREATE TRIGGER first BEFORE INSERT ON users FOR EACH ROW PRECEDES touch SET NEW.f = 1",
            "DROP FUNCTION twice",
            "ALTER EVENT never DISABLE",
            "ALTER DATABASE CHARACTER SET latin1",
            "GRANT SELECT (name) ON users TO {app}@'%'",
            "GRANT DROP ON orders TO {app}@'%'",
            "GRANT EXECUTE ON FUNCTION twice TO {app}@'%'",
            "REVOKE DELETE ON {db}.* FROM {app}@'%'");

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void schema_notices_each_change(MysqlVersion version) throws SQLException {
        var twin = MysqlSchemaSnapshot.of(database(version));
        for (var change : CHANGES) {
            var database = database(version);
            var before = MysqlSchemaSnapshot.of(database);
            assertThat(twin.diff(before)).isEmpty();
            database.execute(change.replace("{app}", MysqlUser.APP.account(database.name()))
                    .replace("{db}", database.name()));
            assertThat(before.diff(MysqlSchemaSnapshot.of(database))).as(change).isNotEmpty();
            database.drop();
        }
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void counters_are_seen_on_request(MysqlVersion version) throws SQLException {
        var database = database(version);
        var hidden = MysqlSchemaSnapshot.of(database);
        var shown = MysqlSchemaSnapshot.of(database, Counters.SHOWN);
        database.execute("ALTER TABLE users AUTO_INCREMENT = 77");
        assertThat(MysqlSchemaSnapshot.of(database)).isEqualTo(hidden);
        assertThat(shown.diff(MysqlSchemaSnapshot.of(database, Counters.SHOWN))).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void data_notices_each_row(MysqlVersion version) throws SQLException {
        var database = database(version);
        var before = MysqlDataSnapshot.of(database);
        assertThat(before.tables())
                .containsEntry(
                        "users",
                        List.of(
                                "f='0', id='3', name='NULL', pic=",
                                "f='1.2345678806304932', id='1', name='A', pic=00FF",
                                "f=NULL, id='2', name=NULL, pic=NULL"));
        assertThat(before.diff(MysqlDataSnapshot.of(database(version)))).isEmpty();
        database.execute(
                "UPDATE users SET pic = x'00fe' WHERE id = 1",
                "DELETE FROM users WHERE id = 2",
                "INSERT INTO orders VALUES (1, 1)");
        assertThat(before.diff(MysqlDataSnapshot.of(database)))
                .containsExactlyInAnyOrder(
                        "+ orders id='1', user_id='1'",
                        "- users f='1.2345678806304932', id='1', name='A', pic=00FF",
                        "+ users f='1.2345678806304932', id='1', name='A', pic=00FE",
                        "- users f=NULL, id='2', name=NULL, pic=NULL");
    }

    private static MysqlDatabase database(MysqlVersion version) throws SQLException {
        MysqlServerTest.assumeHere(version);
        var database = SharedMysqlServers.of(version).createDatabase();
        database.execute(SCHEMA);
        return database;
    }
}
