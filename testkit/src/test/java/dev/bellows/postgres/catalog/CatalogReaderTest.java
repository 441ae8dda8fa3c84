package dev.bellows.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.migration.Problem;
import dev.bellows.schema.Catalog.Ability;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import dev.bellows.schema.Column.ColumnGrant;
import dev.bellows.schema.Column.ColumnKind;
import dev.bellows.schema.Column.ColumnTraits;
import dev.bellows.schema.Column.Domain;
import dev.bellows.schema.Column.Grantable;
import dev.bellows.schema.Column.Nullability;
import dev.bellows.schema.Column.Origin;
import dev.bellows.schema.Column.Volatility;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Dependent;
import dev.bellows.schema.Index;
import dev.bellows.schema.Index.Uniqueness;
import dev.bellows.schema.Index.Validity;
import dev.bellows.schema.Table.Access;
import dev.bellows.schema.Table.TableKind;
import dev.bellows.schema.TableName;
import dev.bellows.schema.Trigger;
import dev.bellows.schema.Trigger.UpdateFiring;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CatalogReaderTest {
    private static final String SCHEMA = """
            CREATE SCHEMA app;
            CREATE TYPE app.mood AS ENUM ('a');
            CREATE SEQUENCE app.counter;
            CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
            CREATE TABLE parent (id bigint PRIMARY KEY);
            CREATE TABLE t (
              id bigserial PRIMARY KEY,
              name varchar(20) COLLATE "C" NOT NULL DEFAULT 'x',
              m app.mood[] DEFAULT '{}',
              at timestamptz DEFAULT now(),
              seq bigint DEFAULT nextval('app.counter'),
              ident int GENERATED ALWAYS AS IDENTITY,
              twice int GENERATED ALWAYS AS (n * 2) STORED,
              n int CONSTRAINT positive CHECK (n > 0),
              p bigint REFERENCES parent, q bigint, "Odd ""name" text, gone int,
              CONSTRAINT u UNIQUE (n, q));
            ALTER TABLE t DROP gone;
            ALTER TABLE t ADD CONSTRAINT later FOREIGN KEY (q) REFERENCES parent NOT VALID;
            COMMENT ON COLUMN t.name IS 'it''s';
            ALTER TABLE t ALTER name SET STATISTICS 500, ALTER n SET (n_distinct = -1);
            GRANT SELECT (name), UPDATE (name) ON t TO PUBLIC;
            CREATE INDEX i ON t (lower(name), n) INCLUDE (q) WHERE p > 0;
            ALTER TABLE t CLUSTER ON u, REPLICA IDENTITY USING INDEX t_pkey;
            COMMENT ON INDEX i IS 'an index'; COMMENT ON CONSTRAINT positive ON t IS 'above zero';
            CREATE TRIGGER before_any BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION app.touch('é', '');
            CREATE TRIGGER of_n AFTER UPDATE OF n, q ON t FOR EACH ROW WHEN (NEW.p > 3) EXECUTE FUNCTION app.touch();
            CREATE TRIGGER on_insert BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION app.touch();
            CREATE TRIGGER "~bellows_sync" BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION app.touch();
            CREATE TABLE child (t_id bigint CONSTRAINT child_fk REFERENCES t);
            CREATE VIEW v AS SELECT name FROM t WHERE n > 1;
            CREATE MATERIALIZED VIEW app.mv AS SELECT q FROM t;
            CREATE RULE r AS ON DELETE TO t WHERE old.q = 1 DO NOTHING;
            CREATE POLICY pol ON t USING (p > 1);
            CREATE STATISTICS st ON n, q FROM t;
            CREATE FUNCTION reads() RETURNS text LANGUAGE sql RETURN (SELECT max("Odd ""name") FROM t);
            INSERT INTO parent VALUES (1); INSERT INTO t (n) VALUES (1), (2); ANALYZE t;
            """;
    private static final String CHANGE = "ALTER TABLE t DROP q";

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void columns_are_read_with_all_that_hangs_on_them(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            var reading = on.read(CHANGE);
            assertThat(reading.problems()).isEmpty();
            var table = CatalogFixture.table(reading, "t");
            assertThat(table.columns())
                    .extracting(Column::name)
                    .containsExactly("id", "name", "m", "at", "seq", "ident", "twice", "n", "p", "q", "Odd \"name");
            assertThat(table.column("name"))
                    .contains(new Column(
                            "name",
                            "character varying(20)",
                            Optional.of("pg_catalog.\"C\""),
                            Nullability.NOT_NULL,
                            Optional.of(new ColumnDefault("'x'::character varying", Volatility.IMMUTABLE)),
                            ColumnKind.PLAIN,
                            new ColumnTraits(
                                    Optional.of("it's"),
                                    Optional.of(500),
                                    List.of(),
                                    List.of(
                                            new ColumnGrant("SELECT", "PUBLIC", Grantable.NO),
                                            new ColumnGrant("UPDATE", "PUBLIC", Grantable.NO)),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Origin.OWN)));
            assertThat(table.column("m").orElseThrow().type()).isEqualTo("app.mood[]");
            assertThat(table.column("m").orElseThrow().defaultValue())
                    .contains(new ColumnDefault("'{}'::app.mood[]", Volatility.IMMUTABLE));
            assertThat(table.column("at").orElseThrow().defaultValue())
                    .contains(new ColumnDefault("now()", Volatility.STABLE));
            assertThat(table.column("seq").orElseThrow().defaultValue())
                    .contains(new ColumnDefault("nextval('app.counter'::regclass)", Volatility.VOLATILE));
            assertThat(table.column("seq").orElseThrow().traits().ownedSequence())
                    .isEmpty();
            assertThat(table.column("id").orElseThrow().traits().ownedSequence())
                    .contains("public.t_id_seq");
            assertThat(table.column("ident").orElseThrow().kind()).isEqualTo(ColumnKind.IDENTITY_ALWAYS);
            assertThat(table.column("ident").orElseThrow().traits().ownedSequence())
                    .contains("public.t_ident_seq");
            assertThat(table.column("twice").orElseThrow().kind()).isEqualTo(ColumnKind.GENERATED);
            assertThat(table.column("twice").orElseThrow().defaultValue()).isEmpty();
            assertThat(table.column("n").orElseThrow().traits().options()).containsExactly("n_distinct=-1");
            assertThat(table.column("n").orElseThrow().traits().statisticsTarget())
                    .isEmpty();
            assertThat(table.size().rows()).isEqualTo(2);
            assertThat(table.size().bytes()).isPositive();
            assertThat(table.kind()).isEqualTo(TableKind.ORDINARY);
            assertThat(table.access()).isEqualTo(Access.FULL);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void functions_whose_text_names_table_and_column_are_read(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, """
                CREATE TABLE t (id int, name text, "co+l" int);
                CREATE FUNCTION reads(int) RETURNS SETOF text LANGUAGE sql AS 'SELECT T.name FROM t WHERE id = $1';
                CREATE FUNCTION odd() RETURNS SETOF int LANGUAGE sql AS 'SELECT "co+l" FROM t';
                CREATE FUNCTION ts() RETURNS text LANGUAGE sql AS $$ SELECT 'ts, names and t.named, no co' || 'l' $$;
                """)) {
            assertThat(CatalogFixture.table(on.read("ALTER TABLE t DROP COLUMN id"), "t")
                            .dependents())
                    .containsExactly(
                            new Dependent(Dependent.Kind.FUNCTION_TEXT, "public.odd()", "co+l"),
                            new Dependent(Dependent.Kind.FUNCTION_TEXT, "public.reads(integer)", "id"),
                            new Dependent(Dependent.Kind.FUNCTION_TEXT, "public.reads(integer)", "name"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void domains_are_read_with_what_they_stand_for(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, """
                CREATE DOMAIN short AS varchar(9) COLLATE "C" CHECK (VALUE <> '');
                CREATE DOMAIN shorter AS short CHECK (length(VALUE) < 5);
                CREATE DOMAIN year AS int;
                CREATE TABLE t (id int, a short, b shorter, c year, d varchar(9));
                """)) {
            var table = CatalogFixture.table(on.read("ALTER TABLE t DROP COLUMN id"), "t");
            assertThat(table.columns())
                    .extracting(column -> column.traits().domain())
                    .containsExactly(
                            Optional.empty(),
                            Optional.of(new Domain("character varying(9)", Optional.of("pg_catalog.\"C\""))),
                            Optional.of(new Domain("character varying(9)", Optional.of("pg_catalog.\"C\""))),
                            Optional.of(new Domain("integer", Optional.empty())),
                            Optional.empty());
        }
    }

    private static Index.Key key(Optional<String> predicate, Index.Part... parts) {
        return new Index.Key(List.of(parts), predicate, Index.Nulls.DISTINCT);
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void indexes_constraints_and_triggers_are_read(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            var table = CatalogFixture.table(on.read(CHANGE), "t");
            assertThat(table.indexes())
                    .containsExactly(
                            new Index(
                                    "i",
                                    "CREATE INDEX i ON public.t USING btree (lower((name)::text), n) INCLUDE (q) "
                                            + "WHERE (p > 0)",
                                    List.of("n", "q", "name", "p"),
                                    key(
                                            Optional.of("(p > 0)"),
                                            new Index.Part("lower((name)::text)", "text"),
                                            new Index.Part("n", "integer")),
                                    Uniqueness.PLAIN,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Validity.VALID,
                                    new Index.Traits(Optional.of("an index"), List.of())),
                            new Index(
                                    "t_pkey",
                                    "CREATE UNIQUE INDEX t_pkey ON public.t USING btree (id)",
                                    List.of("id"),
                                    key(Optional.empty(), new Index.Part("id", "bigint")),
                                    Uniqueness.UNIQUE,
                                    Optional.of("t_pkey"),
                                    Optional.empty(),
                                    Validity.VALID,
                                    new Index.Traits(Optional.empty(), List.of(Index.Mark.REPLICA_IDENTITY))),
                            new Index(
                                    "u",
                                    "CREATE UNIQUE INDEX u ON public.t USING btree (n, q)",
                                    List.of("n", "q"),
                                    key(
                                            Optional.empty(),
                                            new Index.Part("n", "integer"),
                                            new Index.Part("q", "bigint")),
                                    Uniqueness.UNIQUE,
                                    Optional.of("u"),
                                    Optional.empty(),
                                    Validity.VALID,
                                    new Index.Traits(Optional.empty(), List.of(Index.Mark.CLUSTERED))));
            assertThat(table.constraints())
                    .extracting(Constraint::name)
                    .containsExactly("later", "positive", "t_p_fkey", "t_pkey", "u");
            assertThat(table.constraints())
                    .contains(
                            new Constraint(
                                    "later",
                                    Constraint.Kind.FOREIGN_KEY,
                                    List.of("q"),
                                    "FOREIGN KEY (q) REFERENCES public.parent(id) NOT VALID",
                                    Optional.of(new TableName("public", "parent")),
                                    Validity.INVALID,
                                    Optional.empty()),
                            new Constraint(
                                    "positive",
                                    Constraint.Kind.CHECK,
                                    List.of("n"),
                                    "CHECK ((n > 0))",
                                    Optional.empty(),
                                    Validity.VALID,
                                    Optional.of("above zero")));
            assertThat(table.triggers()).extracting(Trigger::name).containsExactly("before_any", "of_n", "on_insert");
            assertThat(table.triggers())
                    .extracting(Trigger::firesOnUpdate)
                    .containsExactly(UpdateFiring.BEFORE_ROW, UpdateFiring.OTHERWISE, UpdateFiring.NEVER);
            assertThat(table.triggers().getFirst().arguments()).containsExactly("é", "");
            assertThat(table.triggers().get(1).updateOf()).containsExactly("n", "q");
            assertThat(table.triggers().get(1).needs()).containsExactly("n", "p", "q");
            assertThat(table.triggers().getFirst().functionBody()).isEqualTo("BEGIN RETURN new; END");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void dependents_are_read(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            if (version.major() >= 15) {
                on.database().execute("CREATE PUBLICATION pub FOR TABLE t (id, p) WHERE (q > 1)");
            }
            var table = CatalogFixture.table(on.read(CHANGE), "t");
            assertThat(table.dependents())
                    .contains(
                            new Dependent(Dependent.Kind.VIEW, "view public.v", "name"),
                            new Dependent(Dependent.Kind.VIEW, "view public.v", "n"),
                            new Dependent(Dependent.Kind.VIEW, "materialized view app.mv", "q"),
                            new Dependent(Dependent.Kind.POLICY, "policy pol on table public.t", "p"),
                            new Dependent(Dependent.Kind.GENERATED_COLUMN, "generated column twice", "n"),
                            new Dependent(Dependent.Kind.EXTENDED_STATISTICS, "statistics object public.st", "n"),
                            new Dependent(Dependent.Kind.FUNCTION, "function public.reads()", "Odd \"name"),
                            new Dependent(Dependent.Kind.INBOUND_FOREIGN_KEY, "child.child_fk", "id"))
                    .anyMatch(d -> d.kind() == Dependent.Kind.RULE && d.column().equals("q"))
                    .noneMatch(d -> d.kind() == Dependent.Kind.OTHER);
            if (version.major() >= 15) {
                assertThat(table.dependentsOn("p")).anyMatch(d -> d.kind() == Dependent.Kind.PUBLICATION);
                assertThat(table.dependentsOn("q")).anyMatch(d -> d.kind() == Dependent.Kind.PUBLICATION);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void kinds_and_access_are_read(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, """
                CREATE TABLE p (a int, b int) PARTITION BY RANGE (a, (b + 1));
                CREATE TABLE p1 PARTITION OF p DEFAULT;
                CREATE TABLE up (a int); CREATE TABLE down () INHERITS (up);
                CREATE VIEW v AS SELECT 1 AS a; CREATE TABLE fresh (a int);
                CREATE TABLE secret (a int); ALTER TABLE secret ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;""")) {
            on.database().execute("CREATE TABLE theirs (a int)");
            var reading = on.read("ALTER TABLE p DROP x; ALTER TABLE p1 DROP x; ALTER TABLE up DROP x; "
                    + "ALTER TABLE down DROP x; ALTER TABLE v DROP x; ALTER TABLE fresh DROP x; "
                    + "ALTER TABLE secret DROP x; ALTER TABLE theirs DROP x; ALTER TABLE missing DROP x");
            assertThat(reading.problems()).isEmpty();
            assertThat(CatalogFixture.table(reading, "p").kind()).isEqualTo(TableKind.PARTITIONED);
            assertThat(CatalogFixture.table(reading, "p").dependents())
                    .extracting(Dependent::kind, Dependent::column)
                    .containsExactlyInAnyOrder(
                            tuple(Dependent.Kind.PARTITION_KEY, "a"), tuple(Dependent.Kind.PARTITION_KEY, "b"));
            assertThat(CatalogFixture.table(reading, "p1").kind()).isEqualTo(TableKind.PARTITION);
            assertThat(CatalogFixture.table(reading, "up").kind()).isEqualTo(TableKind.INHERITANCE_PARENT);
            assertThat(CatalogFixture.table(reading, "down").kind()).isEqualTo(TableKind.INHERITANCE_CHILD);
            assertThat(CatalogFixture.table(reading, "v").kind()).isEqualTo(TableKind.VIEW);
            assertThat(CatalogFixture.table(reading, "fresh").size().rows()).isEqualTo(-1);
            assertThat(CatalogFixture.table(reading, "secret").access()).isEqualTo(Access.ROW_SECURITY);
            assertThat(CatalogFixture.table(reading, "theirs").access()).isEqualTo(Access.NOT_OWNER);
            assertThat(reading.catalog().tables()).doesNotContainKey(new TableName("public", "missing"));
            assertThat(reading.catalog().relations()).contains(new TableName("public", "v"));
            assertThat(reading.catalog().server().major()).isEqualTo(version.major());
            assertThat(reading.catalog().server().abilities()).isEmpty();
            try (var superuser = on.database().connection()) {
                assertThat(CatalogFixture.read(superuser, "ALTER TABLE up DROP x")
                                .catalog()
                                .server()
                                .abilities())
                        .containsExactly(Ability.SILENCE_TRIGGERS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void an_index_brings_its_table(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, "CREATE TABLE t (a int); CREATE INDEX i ON t (a)")) {
            var sql = "DROP INDEX i; CREATE INDEX j ON t (a); COMMENT ON INDEX j IS 'x'; DROP INDEX nope";
            var reading = on.read(sql);
            assertThat(reading.problems()).extracting(Problem::code).containsExactly("unknown-index");
            var resolved = CatalogFixture.migration(sql).resolved(reading.catalog());
            assertThat(resolved.operations())
                    .extracting(operation -> operation.table().name())
                    .containsExactly("t", "t", "t", "nope");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void nothing_is_left_behind(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA);
                var connection = on.connection()) {
            var change = "ALTER TABLE t ALTER name TYPE text, ADD c int DEFAULT 1; UPDATE t SET c = nope";
            assertThat(CatalogFixture.read(connection, change).problems()).hasSize(1);
            assertThat(connection.getAutoCommit()).isTrue();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("""
                            SELECT (SELECT count(*) FROM pg_class WHERE relname LIKE 'bellows%' OR relpersistence = 't')
                                 + (SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
                                    WHERE l.pid = pg_backend_pid() AND c.relname NOT LIKE 'pg%'),
                                   current_setting('search_path'), current_setting('lock_timeout')""")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
                assertThat(rows.getString(2)).isEqualTo("public, app");
                assertThat(rows.getString(3)).isEqualTo("0");
            }
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> CatalogFixture.read(connection, change))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_reader_waits_for_no_writer_and_stops_none(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA);
                var connection = on.connection();
                var writer = on.connection()) {
            writer.setAutoCommit(false);
            try (var statement = writer.createStatement()) {
                statement.execute("LOCK TABLE t IN EXCLUSIVE MODE");
            }
            var reading = CatalogFixture.read(connection, "ALTER TABLE t ALTER name TYPE text, ALTER n TYPE bigint");
            assertThat(reading.catalog().rewrites()).hasSize(2);
            writer.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_role_that_may_not_try_is_told_so(PostgresVersion version) throws SQLException {
        try (var on = CatalogFixture.with(version, SCHEMA)) {
            on.database().execute("""
                    DO $$ BEGIN EXECUTE format('REVOKE ALL ON DATABASE %1$I FROM PUBLIC', current_database());
                    EXECUTE format('REVOKE ALL ON DATABASE %1$I FROM ordinary_owner', current_database());
                    EXECUTE format('GRANT CONNECT ON DATABASE %1$I TO ordinary_owner', current_database()); END $$""");
            var reading = on.read("ALTER TABLE t ADD c int DEFAULT 1");
            assertThat(reading.problems()).extracting(Problem::code).containsExactly("no-temporary-objects");
            assertThat(on.read("ALTER TABLE t RENAME q TO r").problems()).isEmpty();
        }
    }
}
