package dev.bellows.testkit.scenario;

import dev.bellows.Bellows;
import dev.bellows.listen.RunListener;
import dev.bellows.listen.RunUpdate;
import dev.bellows.migration.MigrationId;
import dev.bellows.plan.Phase;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.run.PurgeTime;
import dev.bellows.run.RollbackTo;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Blocker;
import dev.bellows.testkit.traffic.Live;
import dev.bellows.testkit.traffic.Timeline;
import dev.bellows.testkit.traffic.Traffic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A migration on its way, and the applications that follow it. One thread. */
final class Course {
    private static final Duration HELD = Duration.ofSeconds(5);
    private static final Duration LIVING_ON = Duration.ofMillis(400);

    private final Case subject;
    private final CaseDatabase database;
    private final Traffic traffic;
    private final Timeline timeline;
    private final Bellows bellows;
    private final AtomicReference<Blocking> armed = new AtomicReference<>(Blocking.NOBODY);
    private final List<Blocker> blockers = new ArrayList<>();
    private Moment now = Moment.START;

    Course(Case subject, CaseDatabase database, Traffic traffic, Timeline timeline) {
        this.subject = subject;
        this.database = database;
        this.traffic = traffic;
        this.timeline = timeline;
        this.bellows = database.bellows(listener());
    }

    private MigrationId id() {
        return subject.file().id();
    }

    private RunListener listener() {
        return update -> {
            switch (update) {
                case RunUpdate.StepBegan(var step, var title) -> {
                    block();
                    timeline.mark(step + " " + title);
                }
                case RunUpdate.StepEnded(var step, var took) -> timeline.mark("after " + step);
                case RunUpdate.StepFailed(var step, var reason) -> timeline.mark(step + " failed: " + reason);
                case RunUpdate.WaitingForLock waiting ->
                    timeline.mark("waiting for " + waiting.blockers().size() + " blockers of " + waiting.step());
                case RunUpdate.ChunkDone ignored -> {}
                case RunUpdate.Throttled ignored -> {}
                case RunUpdate.Reconnecting(var reason) -> timeline.mark("reconnecting: " + reason);
            }
        };
    }

    /** What somebody does who then leaves his transaction open. */
    enum Blocking {
        NOBODY,
        READING,
        WRITING
    }

    /** Somebody opens a transaction just before the next step, and keeps it open. */
    void blockNextStep(Blocking how) {
        armed.set(how);
    }

    private void block() {
        var how = armed.getAndSet(Blocking.NOBODY);
        var version = versions(now).getFirst().version();
        var rows = version.rows();
        switch (how) {
            case NOBODY -> {}
            case READING -> hold(version, "SELECT count(*) FROM " + rows.table());
            case WRITING ->
                hold(
                        version,
                        "UPDATE %s SET %s WHERE %s"
                                .formatted(
                                        rows.table(),
                                        rows.unrelated(),
                                        rows.key().is(Traffic.BLOCKERS_KEY)));
        }
    }

    private void hold(AppVersion version, String sql) {
        blockers.add(Blocker.hold(database.database(), version.name(), sql, HELD));
    }

    void begin() {
        traffic.become(subject.schedule().at(now, subject.before(), subject.after()));
    }

    void expand() {
        go("expand", Moment.EXPANDED, () -> bellows.expand(subject.file()));
    }

    void migrate() {
        go("migrate", Moment.MIGRATED, () -> bellows.migrate(id()));
    }

    void contract() {
        go("contract", Moment.CONTRACTED, () -> {
            var outcome = bellows.contract(id());
            if (outcome instanceof Outcome.GateClosed(var standing, var reports)) {
                approve(reports);
                return bellows.contract(id());
            }
            return outcome;
        });
    }

    /** Where the old version stays, its sessions and writes are accepted; otherwise there must be none. */
    private void approve(List<GateReport> reports) {
        var accepted = subject.schedule().oldEnds() == Moment.CONTRACTED
                ? List.<String>of()
                : List.of(GateReport.OLD_SESSIONS, GateReport.OLD_WRITERS);
        var unexpected = reports.stream()
                .filter(report -> report.verdict() == GateReport.Verdict.CLOSED)
                .filter(report -> !report.gate().equals(GateReport.APPROVAL) && !accepted.contains(report.gate()))
                .toList();
        if (!unexpected.isEmpty()) {
            throw new AssertionError("gates that should be open: " + unexpected);
        }
        done("approve", bellows.approve(id(), "testkit", "the harness has looked", accepted));
    }

    void purge() {
        go("purge", Moment.PURGED, () -> bellows.purge(id(), PurgeTime.NOW));
    }

    /** Where nothing was contracted, there is no place between here and the start. */
    void rollBackOnce() {
        var place = contracts() ? Moment.MIGRATED : Moment.START;
        go("rollback", place, () -> bellows.rollback(id(), RollbackTo.PREVIOUS));
    }

    private boolean contracts() {
        try {
            var plan = bellows.status(id()).orElseThrow().plan();
            return !plan.steps(Phase.CONTRACT).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException("the saved plan cannot be read", e);
        }
    }

    void rollBackToStart() {
        go("rollback to the start", Moment.START, () -> bellows.rollback(id(), RollbackTo.START));
    }

    private void go(String what, Moment next, Supplier<Outcome> command) {
        var before = versions(now);
        var after = versions(next);
        traffic.become(subject.schedule().between(before, after));
        timeline.mark(what);
        done(what, command.get());
        timeline.mark("after " + what);
        now = next;
        traffic.become(after);
        traffic.check("after " + what);
        pause(LIVING_ON);
    }

    private List<Live> versions(Moment moment) {
        return subject.schedule().at(moment, subject.before(), subject.after());
    }

    private static void done(String what, Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new AssertionError("%s ended with %s".formatted(what, outcome));
        }
    }

    /** Waits for those who hold transactions open, and compares everything once more. */
    void settle() {
        blockers.forEach(Blocker::close);
        blockers.clear();
        traffic.check("at the end of the path");
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
