package dev.bellows.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.dialect.CatalogReader.Reading;
import dev.bellows.migration.Migration;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.Parsed;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.postgres.sql.PostgresFrontEnd;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.ExpressionKey.Direction;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.SharedServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A database that belongs to an ordinary role, and a reader on it. */
final class CatalogFixture implements AutoCloseable {
    static final String ROLE = "ordinary_owner";
    private static final PostgresGrammar GRAMMAR = PostgresGrammar.load();

    private final PostgresDatabase database;

    private CatalogFixture(PostgresDatabase database) {
        this.database = database;
    }

    static CatalogFixture with(PostgresVersion version, String sql) throws SQLException {
        var database = SharedServers.of(version).createDatabase();
        database.execute("""
                DO $$ BEGIN CREATE ROLE %1$s LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                GRANT ALL ON SCHEMA public TO %1$s;
                DO $$ BEGIN EXECUTE format('GRANT ALL ON DATABASE %%I TO %1$s', current_database()); END $$;
                ALTER ROLE %1$s SET search_path = public, app;
                """.formatted(ROLE));
        var fixture = new CatalogFixture(database);
        database.executeAs(ROLE, sql);
        return fixture;
    }

    PostgresDatabase database() {
        return database;
    }

    Connection connection() throws SQLException {
        return database.connection(ROLE);
    }

    static Migration migration(String sql) {
        var parsed = new PostgresFrontEnd(GRAMMAR).parse(MigrationFile.named("V1__x.sql", sql));
        assertThat(parsed).isInstanceOf(Parsed.Understood.class);
        return ((Parsed.Understood) parsed).migration();
    }

    Reading read(String sql) throws SQLException {
        try (var connection = connection()) {
            return read(connection, sql);
        }
    }

    static Reading read(Connection connection, String sql) throws SQLException {
        return new PostgresCatalogReader(GRAMMAR).read(connection, migration(sql));
    }

    static Table table(Reading reading, String name) {
        return reading.catalog().table(new TableName("public", name)).orElseThrow();
    }

    static Optional<CheckedExpression> expression(Reading reading, String column, Direction direction) {
        return reading.catalog().expression(new ExpressionKey(new TableName("public", "t"), column, direction));
    }

    @Override
    public void close() throws SQLException {
        database.drop();
    }
}
