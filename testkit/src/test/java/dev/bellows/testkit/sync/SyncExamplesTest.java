package dev.bellows.testkit.sync;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Both shapes of a row hold what was written last: every pattern, at every stage, by old and new code, in every way. */
final class SyncExamplesTest {

    @TestFactory
    Stream<DynamicNode> both_shapes_hold_the_last_write_on_14() {
        return patterns(PostgresVersion.V14);
    }

    @TestFactory
    Stream<DynamicNode> both_shapes_hold_the_last_write_on_18() {
        return patterns(PostgresVersion.V18);
    }

    private static Stream<DynamicNode> patterns(PostgresVersion version) {
        return Pattern.all().stream().map(pattern -> dynamicContainer(pattern.name(), stages(version, pattern)));
    }

    /** Evaluated in order, one after the other: the migration moves on between two stages. */
    private static Stream<DynamicNode> stages(PostgresVersion version, Pattern pattern) {
        var course = new Course(version, pattern);
        var nodes = new ArrayList<DynamicNode>();
        for (var stage : Stage.values()) {
            nodes.add(dynamicTest("becomes " + stage, () -> course.become(stage)));
            nodes.add(deeds(course, stage));
        }
        nodes.add(dynamicTest("every row is equal at the end", course::end));
        return nodes.stream();
    }

    private static DynamicContainer deeds(Course course, Stage stage) {
        var roles = Role.at(stage, course.pattern.overlap());
        return dynamicContainer(
                stage.name(),
                roles.stream()
                        .flatMap(role -> Stream.concat(Inserts.all().stream(), Updates.all().stream())
                                .map(deed -> test(course, stage, role, deed))));
    }

    private static DynamicTest test(Course course, Stage stage, Role role, Deed deed) {
        return dynamicTest("%s code: %s".formatted(role, deed.name()), () -> {
            var trial = course.trial(stage, role);
            if (deed.applies().test(trial)) {
                deed.on(trial);
            }
        });
    }

    /** A database whose migration goes from stage to stage. */
    private static final class Course {
        private final PostgresVersion version;
        private final Pattern pattern;
        private final Trial.Keys keys = new Trial.Keys();
        private final List<Connection> connections = new ArrayList<>();
        private Lab lab;

        Course(PostgresVersion version, Pattern pattern) {
            this.version = version;
            this.pattern = pattern;
        }

        Trial trial(Stage stage, Role role) {
            return new Trial(pattern, stage, role, connections.get(0), connections.get(1), keys);
        }

        void become(Stage stage) throws SQLException {
            var migration = pattern.migration();
            switch (stage) {
                case EXPANDED -> begin();
                case HALF_FILLED ->
                    Chunks.of(lab.savedPlan(migration.id())).fill(connections.get(1), 0, Trial.Keys.ROWS / 2);
                case MIGRATED -> lab.migrate(migration.id());
                case CONTRACTED -> lab.contract(migration.id());
                case ROLLED_BACK -> lab.rollBack(migration.id());
            }
        }

        private void begin() throws SQLException {
            lab = Lab.with(version, pattern.ddl(Trial.Keys.ROWS));
            lab.expand(pattern.migration());
            connections.add(lab.application());
            connections.add(lab.database().connection());
        }

        void end() throws SQLException {
            lab.verified(pattern.migration().id());
            for (var connection : connections) {
                connection.close();
            }
            lab.close();
        }
    }
}
