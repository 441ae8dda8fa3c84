package dev.bellows.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Each rule over the packages below a root, so that it can be tried on planted violations too. */
@SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
enum Wall {
    /** Rooms see only what their row allows, and no class is outside of a room. */
    ROOMS(Rooms::over),

    /** Implied by the rooms, kept because its message shows the cycle. */
    NO_CYCLES_BETWEEN_ROOMS(root -> slices().matching(root + ".(*)..").should().beFreeOfCycles()),

    /** Inside a room as well. */
    NO_CYCLES_BETWEEN_PACKAGES(
            root -> slices().matching(root + ".(**)").should().beFreeOfCycles()),

    /** What decides takes values and returns values. */
    PURE_PACKAGES(root -> noClasses()
            .that(resideInAnyPackage(packages(root, Rooms.PURE)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "java.net..", "java.util.concurrent..", "org.slf4j..")),

    FILES_ONLY_BEHIND_JSON(root -> noClasses()
            .that(resideInAnyPackage(packages(root, Rooms.PURE)))
            .and(resideOutsideOfPackages(root + ".json.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..")),

    /** Whoever embeds the engine gets the JDK, a logging API and a small JSON library, nothing else. */
    ENGINE_DEPENDENCIES(root -> classes()
            .that(resideInAnyPackage(packages(root, Rooms.ENGINE)))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    root + "..", "java..", "javax.sql..", "org.slf4j..", "org.jspecify..", "com.fasterxml.jackson.."))),

    JACKSON_ONLY_IN_JSON(root -> noClasses()
            .that(resideOutsideOfPackages(root + ".json.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")),

    /** Time and waiting are constructor parameters. */
    TIME_IS_A_PARAMETER(root -> noClasses()
            .that(resideOutsideOfPackages(packages(root, List.of("cli", "testkit", "bench"))))
            .should()
            .accessTargetWhere(access(Instant.class, "now")
                    .or(access(System.class, "currentTimeMillis", "nanoTime"))
                    .or(access(Thread.class, "sleep"))
                    .or(access(Clock.class, "systemUTC", "systemDefaultZone", "system"))
                    .or(access(InstantSource.class, "system")))),

    /** Data and messages leave in one place, figures of tests aside; a library does not end its host. */
    OUTPUT_AND_EXIT_ONLY_IN_CLI(root -> noClasses()
            .that(resideOutsideOfPackages(packages(root, List.of("cli", "testkit", "bench"))))
            .should()
            .accessTargetWhere(access(System.class, "out", "err", "exit").or(access(Runtime.class, "exit", "halt")))),

    /** Connections come from a data source that was passed in. */
    DRIVER_MANAGER_ONLY_IN_CLI(root -> noClasses()
            .that(resideOutsideOfPackages(packages(root, List.of("cli", "testkit", "bench"))))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(DriverManager.class)),

    CLOSED_SETS_ARE_RECORDS(
            root -> classes().that().resideInAPackage(root + "..").should(new HaveRecordVariants()));

    private final Function<String, ArchRule> rule;

    Wall(Function<String, ArchRule> rule) {
        this.rule = rule;
    }

    /** The rule for all classes below {@code root}; it holds where a package does not exist yet. */
    ArchRule over(String root) {
        return rule.apply(root).allowEmptyShould(true);
    }

    private static String[] packages(String root, List<String> names) {
        return names.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
    }

    /** Calls, method references and field accesses alike. */
    private static DescribedPredicate<JavaAccess<?>> access(Class<?> owner, String... members) {
        Set<String> names = Set.copyOf(Arrays.asList(members));
        return DescribedPredicate.describe(
                owner.getSimpleName() + " " + names,
                access -> access.getTargetOwner().isEquivalentTo(owner) && names.contains(access.getName()));
    }
}
