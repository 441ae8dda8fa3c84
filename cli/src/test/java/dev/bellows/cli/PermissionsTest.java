package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.Roles;
import dev.bellows.testkit.postgres.SharedServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/permissions.md says of each grant, and of its absence. */
final class PermissionsTest {
    private static final String RENAME = "V1__rename.sql";
    private static final String RETYPE = "V2__retype.sql";
    private static final String INDEX = "V3__index.sql";

    @TempDir
    Path folder;

    private PostgresDatabase database;
    private Shell shell;

    @BeforeEach
    void users() throws Exception {
        database = SharedServers.of(PostgresVersion.availableHere().getLast()).createDatabase();
        Roles.prepare(database);
        database.executeAs(Roles.OWNER, "CREATE TABLE users (id bigint PRIMARY KEY, name text, age integer)");
        shell = new Shell(database, folder);
        Files.writeString(folder.resolve(RENAME), "ALTER TABLE users RENAME COLUMN name TO full_name;");
        Files.writeString(folder.resolve(RETYPE), "ALTER TABLE users ALTER COLUMN age TYPE bigint;");
        Files.writeString(folder.resolve(INDEX), "CREATE INDEX users_name ON users (name);");
    }

    @AfterEach
    void drop() throws Exception {
        database.drop();
    }

    @Test
    void the_role_of_the_tests_has_just_what_the_page_grants() throws Exception {
        assertThat(Files.readString(Path.of("../docs/permissions.md")))
                .contains("GRANT owner TO bellows;", "GRANT CREATE, TEMPORARY ON DATABASE shop TO bellows;");
        try (var connection = database.connection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT (SELECT string_agg(p.privilege_type, ',' ORDER BY p.privilege_type) FROM pg_database d,
                                  aclexplode(d.datacl) p WHERE d.datname = current_database() AND p.grantee = r.oid),
                               (SELECT string_agg(m.roleid::regrole::text, ',') FROM pg_auth_members m
                                  WHERE m.member = r.oid),
                               r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
                        FROM pg_roles r WHERE r.rolname = 'bellows'
                        """)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("CONNECT,CREATE,TEMPORARY");
            assertThat(row.getString(2)).isEqualTo("owner");
            assertThat(row.getBoolean(3)).isFalse();
        }
    }

    @Test
    void without_create_on_the_database_expand_names_the_grant() throws Exception {
        revoke("CREATE");
        assertThat(answer("bellows expand " + RENAME)).contains("GRANT CREATE ON DATABASE " + database.name());
        assertThat(shell.lastExit()).isEqualTo(7);
    }

    @Test
    void an_administrator_may_make_the_schema_instead() throws Exception {
        revoke("CREATE");
        database.execute("CREATE SCHEMA bellows AUTHORIZATION bellows");
        assertThat(answer("bellows expand " + RENAME)).contains("Done: V1__rename is expanded.");
    }

    @Test
    void without_temporary_tables_a_type_is_refused_and_a_rename_is_not() throws Exception {
        revoke("TEMPORARY");
        assertThat(answer("bellows plan " + RETYPE)).contains("[no-temporary-objects]");
        assertThat(shell.lastExit()).isEqualTo(3);
        answer("bellows plan " + RENAME);
        assertThat(shell.lastExit()).isZero();
    }

    @Test
    void without_create_on_the_schema_an_index_is_not_built() throws Exception {
        database.execute("ALTER SCHEMA public OWNER TO postgres");
        assertThat(answer("bellows run " + INDEX)).contains("permission denied for schema public");
        assertThat(shell.lastExit()).isEqualTo(7);
    }

    @Test
    void without_statistics_sessions_of_others_count_as_old() throws Exception {
        answer("bellows expand " + RENAME);
        try (var other = database.connection(Roles.APP_OLD)) {
            assertThat(other.isClosed()).isFalse();
            assertThat(answer("bellows status V1")).containsPattern("old-sessions +closed");
        }
    }

    @Test
    void a_stranger_is_refused() throws Exception {
        database.execute("ALTER TABLE users OWNER TO postgres");
        assertThat(answer("bellows plan " + RENAME)).contains("[not-owner]");
        assertThat(shell.lastExit()).isEqualTo(3);
    }

    private void revoke(String privilege) throws Exception {
        database.execute("REVOKE %1$s ON DATABASE %2$s FROM PUBLIC, bellows".formatted(privilege, database.name()));
    }

    private String answer(String command) throws Exception {
        return String.join("\n", shell.answer(command));
    }
}
