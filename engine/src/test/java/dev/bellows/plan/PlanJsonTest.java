package dev.bellows.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.json.Json;
import dev.bellows.migration.MigrationId;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PlanJsonTest {
    private static final TableName USERS = new TableName("public", "Us\"ers");
    private static final Walk BY_KEY = new Walk.ByKey(
            List.of("id", "at"),
            "a.t",
            "id::text, at::text",
            "(id, at) > (?, ?)",
            "(id, at) <= (?, ?)",
            "(id, at) = (?, ?)",
            "id, at");
    private static final Walk BY_PAGE = new Walk.ByPage(
            "ctid >= ? AND ctid < ?", new SqlStatement("SELECT 1"), new SqlStatement("SELECT\n\t'ü😀'"));
    private static final Plan EVERYTHING = everything();

    @Test
    void a_plan_with_every_variant_is_equal_after_the_round_trip() {
        var text = Json.write(PlanJson.write(EVERYTHING));

        assertThat(PlanJson.read(Json.readObject(text))).isEqualTo(EVERYTHING);
        assertThat(Json.write(PlanJson.write(PlanJson.read(Json.readObject(text)))))
                .isEqualTo(text);
    }

    @Test
    void the_round_trip_does_not_need_text() {
        assertThat(PlanJson.read(PlanJson.write(EVERYTHING))).isEqualTo(EVERYTHING);
    }

    @Test
    void every_variant_has_its_own_name_as_kind() {
        var permitted = Stream.of(Action.class, Reversal.class, Walk.class, Gate.class)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .map(variant -> variant.getSimpleName()
                        .replaceAll("(?<=.)(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT))
                .toList();

        assertThat(kinds(PlanJson.write(EVERYTHING))).containsExactlyInAnyOrderElementsOf(permitted);
    }

    @Test
    void the_names_are_stable() {
        var json = PlanJson.write(EVERYTHING);

        assertThat(json.keySet())
                .containsExactly(
                        "schema", "migration", "checksum", "server", "tables", "steps", "gates", "limits", "notes");
        assertThat(Json.write(json))
                .startsWith("{\"schema\":1,\"migration\":\"V42__x\"")
                .contains("\"impact\":{\"lock\":\"ACCESS EXCLUSIVE\",\"blocks\":\"reads-and-writes\","
                        + "\"lasts\":\"whole-step\",\"work\":\"writes-rows\"}")
                .contains(
                        "\"limits\":{\"lockTimeout\":\"PT0.1S\",\"chunk\":\"PT0.000000001S\",\"retention\":\"PT168H\"}");
    }

    @Test
    void what_is_unknown_is_named_with_its_place() {
        assertThatThrownBy(() -> PlanJson.read(with("schema", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("plan.schema: 2 is not known, this version of Bellows reads schema 1;"
                        + " use the version that wrote it");
        assertThatThrownBy(() -> PlanJson.read(
                        with("gates", List.of(Map.of("kind", "parity", "watches", List.of()), Map.of("kind", "luck")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("plan.gates[1].kind: unknown kind \"luck\";"
                        + " known are parity, old-writers-gone, old-sessions-gone, approval");
        assertThatThrownBy(() -> PlanJson.read(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("plan.schema: missing, or not a whole number");
        assertThatThrownBy(() -> PlanJson.read(with("limits", Map.of("lockTimeout", "100ms"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("plan.limits.lockTimeout: not an ISO-8601 duration: \"100ms\"");
    }

    private static Map<String, Object> with(String name, Object value) {
        var json = new LinkedHashMap<>(PlanJson.write(EVERYTHING));
        json.put(name, value);
        return json;
    }

    private static TreeSet<String> kinds(Object json) {
        var found = new TreeSet<String>();
        switch (json) {
            case Map<?, ?> map -> {
                if (map.get("kind") instanceof String kind) {
                    found.add(kind);
                }
                map.values().forEach(value -> found.addAll(kinds(value)));
            }
            case List<?> list -> list.forEach(value -> found.addAll(kinds(value)));
            default -> {}
        }
        return found;
    }

    private static Plan everything() {
        var one = new SqlStatement("ALTER TABLE \"Us\"\"ers\" ADD COLUMN x int");
        var actions = List.<Action>of(
                new Action.Transaction(List.of(USERS), "ACCESS EXCLUSIVE", List.of(one, one)),
                new Action.Ddl(List.of(USERS), "EXCLUSIVE", one, new Probe(one)),
                new Action.Scan(USERS, "SHARE UPDATE EXCLUSIVE", one),
                new Action.Online(USERS, one, Optional.empty()),
                new Action.Online(USERS, one, Optional.of(one)),
                new Action.Backfill(USERS, BY_KEY, "UPDATE t WHERE", "AND x", List.of("x"), List.of("audit")),
                new Action.Verify(USERS, BY_PAGE, "SELECT WHERE", "AND x", "x against y"));
        var reversals = List.<Reversal>of(
                new Reversal.Undo(actions),
                new Reversal.Nothing("goes with the column"),
                new Reversal.Final("dropped"));
        var impact = new Impact(
                "ACCESS EXCLUSIVE", Impact.Blocks.READS_AND_WRITES, Impact.Lasts.WHOLE_STEP, Impact.Work.WRITES_ROWS);
        var steps = new ArrayList<Step>();
        for (var action : actions) {
            var n = steps.size();
            var probe = n % 2 == 0 ? Optional.<Probe>empty() : Optional.of(new Probe(one));
            var phase = Phase.values()[n % Phase.values().length];
            var estimate = n == 0 ? Estimate.CATALOGUE : new Estimate(5_000_000_000L, n, Duration.ofNanos(n));
            steps.add(new Step(
                    new StepId("expand." + n), phase, "t", action, impact, reversals.get(n % 3), probe, estimate));
        }
        var gates = List.<Gate>of(
                new Gate.Parity(List.of("u1")),
                new Gate.OldWritersGone(Duration.ofHours(1), List.of("w1", "w2")),
                new Gate.OldSessionsGone(),
                new Gate.Approval());
        var limits = new Plan.Limits(Duration.ofMillis(100), Duration.ofNanos(1), Duration.ofDays(7));
        return new Plan(
                new MigrationId("V42__x"),
                "abc",
                "PostgreSQL 18.6",
                List.of(USERS),
                steps,
                gates,
                limits,
                List.of("n"));
    }
}
