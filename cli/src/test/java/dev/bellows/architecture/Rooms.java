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
    private static final List<String> DIALECTS = List.of("postgres", "mysql");
    private static final String GRAMMAR = ".grammar";

    private Rooms() {}

    static ArchRule over(String root) {
        LayeredArchitecture rooms = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer(FACADE)
                .definedBy(root);
        for (String dialect : DIALECTS) {
            String grammar = dialect + GRAMMAR;
            rooms = rooms.layer(grammar).definedBy(root + "." + grammar + "..");
            rooms = rooms.layer(dialect).definedBy(withoutGrammar(root + "." + dialect));
        }
        for (String name : with(ENGINE, "dashboard", "testkit", "bench", "cli")) {
            rooms = rooms.layer(name).definedBy(root + "." + name + "..");
        }
        for (int above = 0; above < ENGINE.size(); above++) {
            rooms = seesOnly(rooms, ENGINE.get(above), ENGINE.subList(0, above));
        }
        List<String> wholeEngine = with(ENGINE, FACADE);
        List<String> dialects = new ArrayList<>(wholeEngine);
        for (String dialect : DIALECTS) {
            dialects.addAll(List.of(dialect, dialect + GRAMMAR));
            rooms = seesOnly(rooms, dialect + GRAMMAR, List.of());
            rooms = seesOnly(rooms, dialect, with(wholeEngine, dialect + GRAMMAR));
        }
        rooms = seesOnly(rooms, FACADE, ENGINE);
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

    private static DescribedPredicate<JavaClass> withoutGrammar(String dialect) {
        return resideInAPackage(dialect + "..").and(DescribedPredicate.not(resideInAPackage(dialect + GRAMMAR + "..")));
    }

    private static List<String> with(List<String> names, String... more) {
        var all = new ArrayList<>(names);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
