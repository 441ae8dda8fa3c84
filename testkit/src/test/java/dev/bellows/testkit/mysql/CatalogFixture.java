package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.dialect.CatalogReader.Reading;
import dev.bellows.migration.Migration;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Parsed;
import dev.bellows.migration.Problem;
import dev.bellows.mysql.catalog.Alterations;
import dev.bellows.mysql.catalog.MysqlCatalogReader;
import dev.bellows.mysql.grammar.Flavour;
import dev.bellows.mysql.grammar.MysqlGrammar;
import dev.bellows.mysql.sql.MysqlFrontEnd;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.sql.SQLException;
import java.util.List;

/** A database and what the catalogue's reader says of it. */
record CatalogFixture(MysqlDatabase database) {
    static final String VERSIONS = "dev.bellows.testkit.mysql.MysqlVersion#ofThisBuild";

    /** Asks about no ALTER TABLE. */
    static final Alterations NOTHING = (migration, known, table) -> List.of();

    static CatalogFixture with(MysqlVersion version, String... statements) throws SQLException {
        MysqlServerTest.assumeHere(version);
        var database = SharedMysqlServers.of(version).createDatabase();
        database.execute(statements);
        return new CatalogFixture(database);
    }

    boolean isMariadb() {
        return database.server().version().flavour() == Flavour.MARIADB;
    }

    MysqlGrammar grammar() throws SQLException {
        return MysqlGrammar.of(
                database.server().version().flavour(), database.server().number());
    }

    Migration migration(String sql) throws SQLException {
        var parsed = new MysqlFrontEnd(grammar(), database.name()).parse(MigrationFile.named("V1__x.sql", sql));
        assertThat(parsed).as(sql).isInstanceOf(Parsed.Understood.class);
        return ((Parsed.Understood) parsed).migration();
    }

    Reading read(String sql) throws SQLException {
        return read(MysqlUser.ADMINISTRATOR, sql);
    }

    Reading read(MysqlUser user, String sql) throws SQLException {
        return read(user, sql, NOTHING);
    }

    Reading read(MysqlUser user, String sql, Alterations alterations) throws SQLException {
        try (var connection = database.connect(user)) {
            return new MysqlCatalogReader(grammar(), database.name(), alterations).read(connection, migration(sql));
        }
    }

    static List<String> codes(Reading reading) {
        return reading.problems().stream().map(Problem::code).toList();
    }

    TableName name(String table) {
        return new TableName(database.name(), table);
    }

    Table table(String table) throws SQLException {
        return read("ALTER TABLE `%s` COMMENT 'x'".formatted(table))
                .catalog()
                .table(name(table))
                .orElseThrow();
    }

    String created(String table) throws SQLException {
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR)) {
            return Rows.of(connection, "SHOW CREATE TABLE " + Rows.identifier(table))
                    .getFirst()
                    .get(1);
        }
    }

    /** Whether TRIGGER alone is enough, on a server with a binary log; other tests of this server want it one way or the other. */
    void anybodyMayCreateTriggers(boolean may) throws SQLException {
        database.execute("SET GLOBAL log_bin_trust_function_creators = " + (may ? "ON" : "OFF"));
    }

    void drop() throws SQLException {
        database.drop();
    }
}
