package dev.bellows.testkit.peers;

import dev.bellows.testkit.postgres.PostgresVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A column that gets another type keeps everything that hangs on it. Peers copy a part of it, or fail at the end. */
final class RetypesTest {
    private static final String USERS = """
            CREATE TABLE users (id bigint PRIMARY KEY, name text DEFAULT 'x', points int NOT NULL DEFAULT 1, more int);
            INSERT INTO users SELECT i, 'n' || i, i, i FROM generate_series(1, 500) i;
            """;

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_default_is_cast_taken_away_or_replaced_as_the_file_says(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS + """
                CREATE TYPE size AS ENUM ('small', 'big');
                ALTER TABLE users ADD a text DEFAULT '5', ADD b text DEFAULT 'x', ADD c int NOT NULL DEFAULT 7,
                    ADD d size NOT NULL DEFAULT 'small', ADD e text NOT NULL DEFAULT (random() * 1000)::int::text;
                UPDATE users SET b = '3';
                """, """
                --! down users.a = users.a::text
                --! down users.b = users.b::text
                --! down users.c = users.c::int
                --! down users.d = users.d::size
                --! down users.e = users.e::text
                ALTER TABLE users ALTER COLUMN a DROP DEFAULT;
                ALTER TABLE users ALTER COLUMN a TYPE int USING a::int;
                ALTER TABLE users ALTER COLUMN a SET DEFAULT 5;
                ALTER TABLE users ALTER COLUMN b DROP DEFAULT, ALTER COLUMN b TYPE int USING b::int;
                ALTER TABLE users ALTER COLUMN c TYPE text;
                ALTER TABLE users ALTER COLUMN d TYPE text;
                ALTER TABLE users ALTER COLUMN e DROP DEFAULT, ALTER COLUMN e TYPE int USING e::int;
                """)) {
            trial.goesThereAndBack();
        }
    }
}
