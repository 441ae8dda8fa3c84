package dev.bellows.testkit.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnKind;
import dev.bellows.schema.Column.Nullability;
import dev.bellows.schema.Column.Volatility;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Dependent;
import dev.bellows.schema.Index;
import dev.bellows.schema.Index.Uniqueness;
import dev.bellows.schema.Table;
import dev.bellows.schema.Table.Access;
import dev.bellows.schema.Table.TableKind;
import dev.bellows.schema.TableName;
import dev.bellows.schema.Trigger;
import dev.bellows.schema.Trigger.UpdateFiring;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of tables, and what of a server stands in the way. */
final class MysqlCatalogTest {
    private static final String RICH = """
            CREATE TABLE t (
              id int unsigned AUTO_INCREMENT PRIMARY KEY,
              a varchar(40) CHARACTER SET latin1 NOT NULL DEFAULT 'it''s \\\\ x' COMMENT 'c''s, (x',
              b int DEFAULT 5, c int NOT NULL, `we``ird, (name` int,
              d datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
              e enum('x', 'it''s', 'b\\\\c') DEFAULT 'x', s set('p', 'q'), f double DEFAULT 1.5, g point NOT NULL,
              h text, i bigint GENERATED ALWAYS AS (b + 1) STORED, j varchar(10) GENERATED ALWAYS AS (upper(a)) VIRTUAL,
              bb varbinary(9) DEFAULT 'ab', bt bit(3) DEFAULT b'101', ts timestamp NULL, un bigint unsigned zerofill,
              js json, p int, dd decimal(5,2) DEFAULT 1.20, col varchar(9) COLLATE utf8mb4_bin,
              KEY kb (b DESC, a(3)), UNIQUE KEY uq (a, c) COMMENT 'ic', FULLTEXT KEY ft (h), SPATIAL KEY sp (g),
              CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL,
              CONSTRAINT ck CHECK (b > 0)) COMMENT 'all kinds'""";

    private static final List<String> OF_MYSQL_8_0 = List.of(
            "ALTER TABLE t ADD COLUMN sr point SRID 4326",
            "ALTER TABLE t ADD INDEX fi ((b + 1), (lower(e)))",
            "ALTER TABLE t ALTER INDEX kb INVISIBLE");

    /** 8.0.15 takes no such default in an ALTER TABLE where GTIDs have to be consistent (1786). */
    private static final List<String> OF_MYSQL_9 = List.of(
            "ALTER TABLE t ADD COLUMN ex int DEFAULT (7 + 1)",
            "ALTER TABLE t ADD COLUMN hid int NOT NULL DEFAULT 4 INVISIBLE COMMENT 'q'",
            "ALTER TABLE t ADD CONSTRAINT weak CHECK (c < 100) NOT ENFORCED");

    private static final List<String> OF_MARIADB = List.of(
            "ALTER TABLE t ADD COLUMN hid int NOT NULL DEFAULT 4 INVISIBLE COMMENT 'q'",
            "ALTER TABLE t ALTER INDEX kb IGNORED",
            "ALTER TABLE t ADD COLUMN k1 varchar(10) COMPRESSED, ADD COLUMN k2 int COMMENT 'w' CHECK (k2 > b),"
                    + " ADD COLUMN k3 inet6, ADD COLUMN k4 uuid DEFAULT uuid(), ADD COLUMN z int DEFAULT (b + 1)");

    private static CatalogFixture rich(MysqlVersion version) throws SQLException {
        var more = switch (version) {
            case MYSQL_8_0 -> OF_MYSQL_8_0.stream();
            case MYSQL_9_7 -> Stream.concat(OF_MYSQL_8_0.stream(), OF_MYSQL_9.stream());
            case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 -> OF_MARIADB.stream();
        };
        var statements = Stream.concat(Stream.of("CREATE TABLE parent (id int PRIMARY KEY)", RICH), more);
        return CatalogFixture.with(version, statements.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void a_table_can_be_made_again_of_what_was_read(MysqlVersion version) throws SQLException {
        var on = rich(version);
        CatalogRoundTrip.check(on, "t");
        on.drop();
    }

    /** 15 tables with everything: FULLTEXT, foreign keys both ways, triggers, views over them. */
    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void all_of_sakila_can_be_made_again(MysqlVersion version) throws SQLException {
        assumeTrue(MysqlSakila.available(), "the files of Sakila are not here");
        MysqlServerTest.assumeHere(version);
        var on = new CatalogFixture(MysqlSakila.load(SharedMysqlServers.of(version)));
        var tables = on.read("ALTER TABLE film COMMENT 'x'").catalog().relations().stream()
                .map(TableName::name)
                .toList();
        var made = 0;
        for (var name : tables) {
            if (on.table(name).kind() == TableKind.ORDINARY) {
                CatalogRoundTrip.check(on, name);
                made++;
            }
        }
        assertThat(made).isGreaterThan(14);
        var film = on.table("film");
        assertThat(film.triggers()).extracting(Trigger::name).containsExactly("del_film", "ins_film", "upd_film");
        assertThat(film.inboundKeys())
                .extracting(key -> key.child().table().name())
                .containsExactly("film_actor", "film_category", "inventory");
        assertThat(film.dependentsOn("title")).extracting(Dependent::name).anyMatch(one -> one.endsWith("film_list"));
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void columns(MysqlVersion version) throws SQLException {
        var on = rich(version);
        var table = on.table("t");
        assertThat(column(table, "id").kind()).isEqualTo(ColumnKind.IDENTITY_BY_DEFAULT);
        var a = column(table, "a");
        assertThat(a.type()).isEqualTo("varchar(40) CHARACTER SET latin1");
        assertThat(a.collation()).contains("latin1_swedish_ci");
        assertThat(a.nullability()).isEqualTo(Nullability.NOT_NULL);
        assertThat(a.defaultValue().orElseThrow().sql()).isEqualTo("'it''s \\\\ x'");
        assertThat(a.traits().comment()).contains("c's, (x");
        assertThat(column(table, "we`ird, (name").defaultValue()).isEmpty();
        var d = column(table, "d");
        assertThat(d.defaultValue().orElseThrow().volatility()).isEqualTo(Volatility.STABLE);
        assertThat(d.traits().options())
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("ON UPDATE CURRENT_TIMESTAMP(6)");
        assertThat(column(table, "i").kind()).isEqualTo(ColumnKind.GENERATED);
        assertThat(column(table, "i").defaultValue()).isEmpty();
        assertThat(column(table, "e").type()).isEqualTo("enum('x','it''s','b\\\\c')");
        if (on.isMariadb()) {
            assertThat(column(table, "js").traits().options()).containsExactly("CHECK (json_valid(`js`))");
            assertThat(column(table, "k1").type()).isEqualTo("varchar(10) COMPRESSED");
            assertThat(column(table, "k4").defaultValue().orElseThrow().volatility())
                    .isEqualTo(Volatility.VOLATILE);
        }
        if (version != MysqlVersion.MYSQL_8_0) {
            assertThat(column(table, "hid").traits().options()).containsExactly("INVISIBLE");
        }
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void keys_and_constraints(MysqlVersion version) throws SQLException {
        var on = rich(version);
        var table = on.table("t");
        assertThat(table.primaryKey().orElseThrow().columns()).containsExactly("id");
        var unique = index(table, "uq");
        assertThat(unique.uniqueness()).isEqualTo(Uniqueness.UNIQUE);
        assertThat(unique.definition()).isEqualTo("UNIQUE KEY `uq` (`a`,`c`) COMMENT 'ic'");
        assertThat(unique.traits().comment()).contains("ic");
        assertThat(index(table, "kb").columns()).containsExactly("b", "a");
        assertThat(index(table, "kb").key().parts())
                .containsExactly(new Index.Part("`b`", "int"), new Index.Part("left(`a`, 3)", "varchar"));
        assertThat(index(table, "PRIMARY").constraint()).contains("PRIMARY");
        var key = constraint(table, "fk");
        assertThat(key.kind()).isEqualTo(Constraint.Kind.FOREIGN_KEY);
        assertThat(key.columns()).containsExactly("p");
        assertThat(key.references()).contains(on.name("parent"));
        assertThat(key.definition()).endsWith("ON DELETE CASCADE ON UPDATE SET NULL");
        if (version != MysqlVersion.MYSQL_8_0) {
            assertThat(constraint(table, "ck").columns()).containsExactly("b");
        }
        if (!on.isMariadb()) {
            assertThat(index(table, "fi").columns()).containsExactly("b", "e");
        }
        var inbound = on.table("parent").inboundKeys();
        assertThat(inbound).singleElement().satisfies(found -> {
            assertThat(found.child().table()).isEqualTo(on.name("t"));
            assertThat(found.columns()).containsExactly("id");
            assertThat(found.key().name()).isEqualTo("fk");
        });
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void triggers_of_users(MysqlVersion version) throws SQLException {
        var on = CatalogFixture.with(
                version,
                "CREATE TABLE t (id int PRIMARY KEY, a int, `b c` int)",
                "CREATE TRIGGER z BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = OLD.`b c` + 1",
                "CREATE TRIGGER aa AFTER UPDATE ON t FOR EACH ROW SET @x = new.id",
                "CREATE TRIGGER i BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
                "CREATE TRIGGER bellows_ours BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1");
        var triggers = on.table("t").triggers();
        assertThat(triggers).extracting(Trigger::name).containsExactly("aa", "i", "z");
        assertThat(triggers)
                .extracting(Trigger::firesOnUpdate)
                .containsExactly(UpdateFiring.OTHERWISE, UpdateFiring.NEVER, UpdateFiring.BEFORE_ROW);
        assertThat(triggers.getLast().needs()).containsExactly("a", "b c");
        assertThat(triggers.getLast().definition()).contains("DEFINER").containsPattern("BEFORE UPDATE ON `?t");
        assertThat(triggers.getLast().functionBody()).isEqualTo("SET NEW.a = OLD.`b c` + 1");
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void dependents(MysqlVersion version) throws SQLException {
        var on = CatalogFixture.with(
                version,
                "CREATE TABLE t (id int, k int, a int, b int, g int AS (a + 1), PRIMARY KEY (id, k))"
                        + " PARTITION BY RANGE (k) (PARTITION p0 VALUES LESS THAN (10))",
                "CREATE TABLE other (id int PRIMARY KEY, a int, b int)",
                "CREATE VIEW v AS SELECT x.a, o.b FROM t x JOIN other o ON o.id = x.id",
                "CREATE VIEW w AS SELECT 1 AS one FROM other WHERE a IN (SELECT b FROM t)",
                "CREATE FUNCTION f() RETURNS int READS SQL DATA RETURN (SELECT max(a) FROM t)",
                "CREATE TRIGGER tr AFTER INSERT ON other FOR EACH ROW UPDATE t SET b = 1 WHERE k = 1");
        var database = on.database().name();
        var table = on.table("t");
        assertThat(table.kind()).isEqualTo(TableKind.PARTITIONED);
        assertThat(table.dependents())
                .filteredOn(dependent -> !dependent.name().startsWith("trigger"))
                .containsExactlyInAnyOrder(
                        new Dependent(Dependent.Kind.VIEW, "view %s.v".formatted(database), "a"),
                        new Dependent(Dependent.Kind.VIEW, "view %s.v".formatted(database), "id"),
                        new Dependent(Dependent.Kind.VIEW, "view %s.w".formatted(database), "b"),
                        new Dependent(
                                Dependent.Kind.GENERATED_COLUMN, "generated column %s.t.g".formatted(database), "a"),
                        new Dependent(Dependent.Kind.PARTITION_KEY, "partition key of %s.t".formatted(database), "k"),
                        new Dependent(Dependent.Kind.FUNCTION_TEXT, "function %s.f".formatted(database), "a"));
        assertThat(table.dependentsOn("b"))
                .anyMatch(dependent -> dependent.name().startsWith("trigger"));
        assertThat(on.table("v").kind()).isEqualTo(TableKind.VIEW);
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void sizes_are_those_of_now(MysqlVersion version) throws SQLException {
        var on = CatalogFixture.with(version, "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a varchar(100))");
        assertThat(on.table("t").size().rows()).isZero();
        var values = new ArrayList<String>();
        for (var row = 0; row < 2_000; row++) {
            values.add("(repeat('x', 100))");
        }
        on.database().execute("INSERT INTO t (a) VALUES " + String.join(", ", values), "ANALYZE TABLE t");
        var size = on.table("t").size();
        assertThat(size.rows()).isBetween(1_000L, 4_000L);
        assertThat(size.bytes()).isGreaterThan(200_000);
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void what_is_not_there_is_not_in_the_catalogue(MysqlVersion version) throws SQLException {
        var on = CatalogFixture.with(version, "CREATE TABLE t (id int PRIMARY KEY)");
        var reading = on.read("ALTER TABLE nowhere ADD COLUMN a int");
        assertThat(reading.catalog().tables()).isEmpty();
        assertThat(reading.catalog().relations()).containsExactly(on.name("t"));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.catalog().server().product()).isEqualTo(on.isMariadb() ? "MariaDB" : "MySQL");
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void a_table_without_transactions_is_refused(MysqlVersion version) throws SQLException {
        var on = CatalogFixture.with(version, "CREATE TABLE t (id int PRIMARY KEY) ENGINE = MyISAM");
        assertThat(CatalogFixture.codes(on.read("ALTER TABLE t ADD COLUMN a int")))
                .containsExactly("not-innodb");
        on.drop();
    }

    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void missing_privileges_are_named(MysqlVersion version) throws SQLException {
        var on = CatalogFixture.with(version, "CREATE TABLE t (id int PRIMARY KEY)");
        on.anybodyMayCreateTriggers(true);
        var reading = on.read(MysqlUser.APP, "ALTER TABLE t ADD COLUMN a int");
        var table = reading.catalog().table(on.name("t")).orElseThrow();
        assertThat(table.access()).isEqualTo(Access.NOT_OWNER);
        assertThat(reading.problems())
                .filteredOn(problem -> problem.code().equals("missing-privilege"))
                .extracting(problem -> problem.remedy())
                .containsExactly(
                        "An administrator can run: GRANT CREATE, DROP, ALTER, INDEX, CREATE TEMPORARY TABLES, TRIGGER ON `%1$s`.* TO '%1$s_app'@'%%'"
                                .formatted(on.database().name()),
                        "An administrator can run: GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX ON `bellows_%1$s`.* TO '%1$s_app'@'%%'"
                                .formatted(on.database().name()));
        on.drop();
    }

    /** Their servers write a binary log, and the owner is no administrator. */
    @ParameterizedTest
    @MethodSource(CatalogFixture.VERSIONS)
    void who_may_not_make_triggers_is_told_before(MysqlVersion version) throws SQLException {
        var on = CatalogFixture.with(version, "CREATE TABLE t (id int PRIMARY KEY)");
        on.anybodyMayCreateTriggers(false);
        assertThat(CatalogFixture.codes(on.read(MysqlUser.OWNER, "ALTER TABLE t ADD COLUMN a int")))
                .contains("trigger-rights");
        assertThat(CatalogFixture.codes(on.read("ALTER TABLE t ADD COLUMN a int")))
                .isEmpty();
        on.drop();
    }

    private static Column column(Table table, String name) {
        return table.column(name).orElseThrow();
    }

    private static Index index(Table table, String name) {
        return table.indexes().stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Constraint constraint(Table table, String name) {
        return table.constraints().stream()
                .filter(constraint -> constraint.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
