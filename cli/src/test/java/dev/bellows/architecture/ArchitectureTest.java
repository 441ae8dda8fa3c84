package dev.bellows.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The walls stand, and each of them was seen to stop something. */
final class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellows");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void stands(Wall wall) {
        wall.over("dev.bellows").check(HOUSE);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void stops_what_was_planted(Wall wall) {
        assertThatThrownBy(() -> wall.over("planted").check(PLANTED))
                .isInstanceOf(AssertionError.class)
                .message()
                .contains(caught(wall));
    }

    @Test
    void every_module_is_looked_at() {
        assertThat(List.of("dev.bellows.plan", "dev.bellows.cli"))
                .allSatisfy(room -> assertThat(HOUSE.containPackage(room)).isTrue());
    }

    /** What the message must name: one fragment for each way through the wall. */
    private static List<String> caught(Wall wall) {
        return switch (wall) {
            case ROOMS -> List.of("planted.schema.KnowsThePlan", "planted.attic.HasNoRoom", "PeeksIntoPostgres");
            case NO_CYCLES_BETWEEN_ROOMS -> List.of("Slice plan", "Slice schema");
            case NO_CYCLES_BETWEEN_PACKAGES -> List.of("Slice postgres.session", "Slice postgres.store");
            case PURE_PACKAGES ->
                List.of(
                        "java.sql.Connection",
                        "javax.sql.DataSource",
                        "java.net.URI",
                        "java.util.concurrent.locks.ReentrantLock",
                        "org.slf4j.Logger");
            case FILES_ONLY_BEHIND_JSON -> List.of("java.io.File", "java.nio.file.Path");
            case ENGINE_DEPENDENCIES -> List.of("org.postgresql.PGConnection");
            case JACKSON_ONLY_IN_JSON -> List.of("com.fasterxml.jackson.jr.ob.JSON");
            case TIME_IS_A_PARAMETER ->
                List.of(
                        "Instant.now()",
                        "System.currentTimeMillis()",
                        "System.nanoTime()",
                        "Thread.sleep(",
                        "Clock.systemUTC()",
                        "InstantSource.system()");
            case OUTPUT_AND_EXIT_ONLY_IN_CLI -> List.of("System.out", "System.err", "System.exit(", "Runtime.halt(");
            case DRIVER_MANAGER_ONLY_IN_CLI -> List.of("java.sql.DriverManager");
            case CLOSED_SETS_ARE_RECORDS -> List.of("planted.plan.Outcome$Loose is a variant of planted.plan.Outcome");
        };
    }
}
