package dev.bellows.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which package may see which. A new package belongs into this table first. */
final class Rooms {
    /** No JDBC, clock, threads, network or logger. */
    static final List<String> PURE = List.of("schema", "json", "migration", "plan", "lint", "journal");

    /** Each may see those before it and none after it. */
    static final List<String> ENGINE = Stream.concat(
                    PURE.stream(),
                    Stream.of("store", "dialect", "listen", "pace", "stream", "backfill", "run", "rehearse"))
            .toList();

    private static final String FACADE = "facade";
    private static final String GRAMMAR = "postgres.grammar";

    private Rooms() {}

    static ArchRule over(String root) {
        LayeredArchitecture rooms = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer(FACADE)
                .definedBy(root)
                .layer(GRAMMAR)
                .definedBy(root + ".postgres.grammar..")
                .layer("postgres")
                .definedBy(postgresWithoutGrammar(root));
        for (String name : with(ENGINE, "mysql", "dashboard", "testkit", "bench", "cli")) {
            rooms = rooms.layer(name).definedBy(root + "." + name + "..");
        }
        for (int above = 0; above < ENGINE.size(); above++) {
            rooms = seesOnly(rooms, ENGINE.get(above), ENGINE.subList(0, above));
        }
        List<String> wholeEngine = with(ENGINE, FACADE);
        List<String> dialects = with(wholeEngine, "postgres", "mysql", GRAMMAR);
        rooms = seesOnly(rooms, FACADE, ENGINE);
        rooms = seesOnly(rooms, GRAMMAR, List.of());
        rooms = seesOnly(rooms, "postgres", with(wholeEngine, GRAMMAR));
        rooms = seesOnly(rooms, "mysql", wholeEngine);
        rooms = seesOnly(rooms, "dashboard", wholeEngine);
        rooms = seesOnly(rooms, "testkit", with(dialects, "dashboard"));
        rooms = seesOnly(rooms, "bench", with(dialects, "dashboard", "testkit"));
        rooms = seesOnly(rooms, "cli", with(dialects, "dashboard", "testkit", "bench"));
        return rooms.ensureAllClassesAreContainedInArchitecture();
    }

    private static LayeredArchitecture seesOnly(LayeredArchitecture rooms, String name, List<String> others) {
        return others.isEmpty()
                ? rooms.whereLayer(name).mayNotAccessAnyLayer()
                : rooms.whereLayer(name).mayOnlyAccessLayers(others.toArray(String[]::new));
    }

    private static DescribedPredicate<JavaClass> postgresWithoutGrammar(String root) {
        return resideInAPackage(root + ".postgres..")
                .and(DescribedPredicate.not(resideInAPackage(root + ".postgres.grammar..")));
    }

    private static List<String> with(List<String> names, String... more) {
        var all = new ArrayList<>(names);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
