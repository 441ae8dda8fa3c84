package dev.bellows.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.dialect.Fault;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresFaultsTest {
    private final PostgresFaults faults = new PostgresFaults();

    @ParameterizedTest
    @CsvSource({
        "55P03, Retryable", "40P01, Retryable", "40001, Retryable", "57014, Retryable", "53200, Retryable",
        "22012, BadData", "22P02, BadData", "23505, BadData", "23514, BadData", "P0001, BadData", "54000, BadData",
        "08006, Ambiguous", "08003, Ambiguous", "57P01, Ambiguous", "57P02, Ambiguous", "57P03, Ambiguous",
        "25006, Ambiguous", "25P03, Ambiguous", "40003, Ambiguous",
        "42501, Permanent", "42P01, Permanent", "42703, Permanent", "53100, Permanent", "0A000, Permanent"
    })
    void reads_the_code(String state, String fault) {
        assertThat(faults.classify(new SQLException("m", state)).getClass().getSimpleName()).isEqualTo(fault);
    }

    @Test
    void an_unknown_end_is_ambiguous() {
        assertThat(faults.classify(new SQLException("m"))).isInstanceOf(Fault.Ambiguous.class);
        assertThat(faults.classify(new SQLException("m", "22000", new IOException("reset"))))
                .isInstanceOf(Fault.Ambiguous.class);
    }
}
