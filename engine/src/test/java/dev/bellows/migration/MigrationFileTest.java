package dev.bellows.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MigrationFileTest {
    private static final String SQL = "ALTER TABLE users ADD COLUMN age int;\n";

    @Test
    void a_byte_order_mark_and_other_line_ends_make_no_other_file() {
        var plain = MigrationFile.named("V1__x.sql", SQL);

        assertThat(MigrationFile.named("db/V1__x.sql", "\uFEFF" + SQL)).isEqualTo(plain);
        assertThat(MigrationFile.named("V1__x.sql", SQL.replace("\n", "\r\n")).checksum())
                .isEqualTo(plain.checksum());
        assertThat(MigrationFile.named("V1__x.sql", SQL + " ").checksum()).isNotEqualTo(plain.checksum());
    }
}
